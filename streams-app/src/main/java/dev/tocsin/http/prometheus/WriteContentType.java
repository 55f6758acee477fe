package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.http.common.ApiException;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the version of a remote write request by its headers. */
final class WriteContentType {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String PROTO = "proto=";

    private WriteContentType() {}

    /** @throws ApiException with 415 if the type or the encoding is not supported; a sender may then use another one */
    static WriteVersion versionOf(Context request) {
        var encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("snappy")) {
            throw new ApiException(415, "content encoding '%s' is not supported; use snappy".formatted(encoding));
        }
        var type = request.header("Content-Type");
        return type == null ? WriteVersion.V1 : version(type);
    }

    private static WriteVersion version(String type) {
        var parts = Stream.of(type.split(";", -1)).map(String::strip).toList();
        if (!parts.get(0).toLowerCase(Locale.ROOT).equals(PROTOBUF)) {
            throw notSupported(type);
        }
        var version = WriteVersion.V1;
        for (var part : parts.subList(1, parts.size())) {
            version = Stream.of(WriteVersion.values())
                    .filter(one -> part.equalsIgnoreCase(PROTO + one.message()))
                    .findFirst()
                    .orElseThrow(() -> notSupported(type));
        }
        return version;
    }

    private static ApiException notSupported(String type) {
        return new ApiException(
                415,
                "content type '%s' is not supported; use %s;proto=%s (remote write 1.0) or %s;proto=%s (remote write 2.0)"
                        .formatted(type, PROTOBUF, WriteVersion.V1.message(), PROTOBUF, WriteVersion.V2.message()));
    }
}
