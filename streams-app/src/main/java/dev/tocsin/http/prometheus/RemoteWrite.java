package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.Body;
import dev.tocsin.http.common.Later;
import dev.tocsin.http.common.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/** {@code POST /api/v1/write}. */
public final class RemoteWrite {
    private static final Duration INTO_THE_FUTURE = Duration.ofMinutes(10);
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final String PROTOBUF = "application/x-protobuf";

    private final SampleIntake intake;
    private final InstantSource clock;
    private final Later later;
    private final int mostBytes;

    /** @param mostBytes the largest body that is read, as it is sent */
    public RemoteWrite(SampleIntake intake, InstantSource clock, Later later, int mostBytes) {
        this.intake = intake;
        this.clock = clock;
        this.later = later;
        this.mostBytes = mostBytes;
    }

    /** Stores what is good and names what is not. */
    public void write(Context request) {
        requireKnownForm(request);
        var body = Body.read(request, mostBytes, sentence -> new Refusal(413, sentence));
        var read = read(body);
        if (read.series().isEmpty()) {
            answer(request, read);
        } else {
            later.answer(request, intake.take(read.series()), done -> answer(request, read), reason -> {
                throw new Refusal(
                        503,
                        "the samples could not be stored (%s); nothing is promised, send them again".formatted(reason));
            });
        }
    }

    private WriteRequest read(byte[] body) {
        try {
            return WriteRequest.read(decompressed(body), clock.instant().plus(INTO_THE_FUTURE));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "the body is no remote write request of version 1: " + e.getMessage());
        }
    }

    // The length stands at the beginning, so it is known before anything is done.
    private static byte[] decompressed(byte[] body) {
        try {
            var length = Snappy.uncompressedLength(body);
            if (length < 0 || length > LARGEST) {
                throw new Refusal(
                        400, "the body has more than %d bytes, decompressed; send less at once".formatted(LARGEST));
            }
            return Snappy.uncompress(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not compressed by snappy, in the block format", e);
        }
    }

    private static void requireKnownForm(Context request) {
        var encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("snappy")) {
            throw new Refusal(415, "content encoding '%s' is not taken, only snappy".formatted(encoding));
        }
        var type = request.header("Content-Type");
        if (type != null && !isVersion1(type.toLowerCase(Locale.ROOT))) {
            throw new Refusal(
                    415,
                    "content type '%s' is not taken, only %s;proto=prometheus.WriteRequest, which is remote write 1.0"
                            .formatted(type, PROTOBUF));
        }
    }

    private static boolean isVersion1(String type) {
        var parts = Stream.of(type.split(";")).map(String::strip).toList();
        return parts.get(0).equals(PROTOBUF)
                && parts.stream().skip(1).allMatch(part -> part.equals("proto=prometheus.writerequest"));
    }

    private static void answer(Context request, WriteRequest read) {
        if (read.problems().isEmpty()) {
            request.status(204);
        } else {
            request.status(400).contentType("text/plain").result(read.problems() + "\n");
        }
    }
}
