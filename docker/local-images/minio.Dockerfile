# Stands in for quay.io/minio/minio where no image registry can be reached; same folder, ports and command line.
ARG ROOT
FROM ${ROOT}
COPY minio /usr/bin/minio
RUN mkdir /data
VOLUME /data
EXPOSE 9000
ENTRYPOINT ["/usr/bin/minio"]
CMD ["server", "/data"]
