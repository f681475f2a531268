# Stands in for redis:7.4-alpine where no image registry can be reached; same user, folder and port.
ARG ROOT
FROM ${ROOT}
# A named volume takes the ownership of the folder it covers, so that redis can run without root.
RUN mkdir /data && chown redis:redis /data
VOLUME /data
WORKDIR /data
USER redis
EXPOSE 6379
CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no"]
