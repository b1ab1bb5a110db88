# The line in a container: one static program and nothing else.
#
#	docker build -t edown .
#	docker run -v edown:/var/lib/edown -p 127.0.0.1:8080:8080 --env-file edown.env edown
#
# A carrier waits 15 s for a turn: give the container as long to end, with
# --stop-timeout 60.

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/edown ./cmd/edown
RUN mkdir -p /out/var/lib/edown

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/edown /usr/local/bin/edown
COPY --from=build --chown=65532:65532 --chmod=0700 /out/var/lib/edown /var/lib/edown
USER 65532:65532
ENV PATH=/usr/local/bin EDOWN_LISTEN=0.0.0.0:8080 EDOWN_DB=/var/lib/edown/edown.db
VOLUME /var/lib/edown
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=7s --start-period=30s CMD ["/usr/local/bin/edown", "ready"]
ENTRYPOINT ["/usr/local/bin/edown"]
CMD ["serve"]
