# Replaces redis:7.4-alpine without an image registry. It has the same user, folder and port.
ARG ROOT
FROM ${ROOT}
# A named volume gets the owner of the folder that it covers, so Redis can run without root.
RUN mkdir /data && chown redis:redis /data
VOLUME /data
WORKDIR /data
USER redis
EXPOSE 6379
CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no"]
