# Replaces quay.io/minio/minio without an image registry. It has the same folder, ports and command line.
ARG ROOT
FROM ${ROOT}
COPY minio /usr/bin/minio
RUN mkdir /data
VOLUME /data
EXPOSE 9000
ENTRYPOINT ["/usr/bin/minio"]
CMD ["server", "/data"]
