package dev.tocsin.http.prometheus;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.xerial.snappy.Snappy;

/** Messages of Prometheus's remote write protocol, and requests with them. */
final class RemoteWriteMessages {
    private RemoteWriteMessages() {}

    /** Sends a message, compressed. */
    static HttpResponse<String> write(HttpApiFixture api, byte[] message) throws IOException {
        return post(api, Snappy.compress(message));
    }

    static HttpResponse<String> post(HttpApiFixture api, byte[] body) {
        return api.send(
                "POST",
                "/api/v1/write",
                BodyPublishers.ofByteArray(body),
                "Content-Encoding",
                "snappy",
                "Content-Type",
                "application/x-protobuf");
    }

    static ProtobufWriter message() {
        return new ProtobufWriter();
    }

    static ProtobufWriter series(Labels labels) {
        var series = message();
        labels.forEach((name, value) -> series.add(1, label(name, value)));
        return series;
    }

    static ProtobufWriter label(String name, String value) {
        return message().add(1, name).add(2, value);
    }

    static ProtobufWriter sample(double value, long time) {
        return message().add(1, value).add(2, time);
    }

    static ProtobufWriter span(long offset, long length) {
        return message().add(1, zigzag(offset)).add(2, length);
    }

    static ProtobufWriter packed(long... numbers) {
        return ProtobufWriter.packed(numbers);
    }

    static long zigzag(long number) {
        return number << 1 ^ number >> 63;
    }
}
