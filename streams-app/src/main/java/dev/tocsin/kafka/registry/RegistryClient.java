package dev.tocsin.kafka.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.timing.Causes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Client of Confluent's schema registry REST API. Tries the next URL if one does not answer within 2 seconds. */
final class RegistryClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        // The JDK's client reads these when it is loaded: the values that senders need, whichever of the two is first.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.setProperty("jdk.httpclient.keepalive.timeout", "30");
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final RegistrySettings settings;
    private final HttpClient http;

    RegistryClient(RegistrySettings settings) {
        this.settings = settings;
        var builder = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL);
        RegistryTls.context(settings).ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * The id of a schema. Registers the schema under the subject if {@code auto.register.schemas} is true.
     *
     * @throws RegistryUnavailableException if no URL answers
     * @throws SchemaRejectedException if the registry rejects the schema, or does not have it and must not register it
     */
    int schemaId(String subject, Schema schema) {
        var path = "/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        var body = MAPPER.createObjectNode().put("schema", schema.toString()).toString();
        var answer = send(settings.autoRegister() ? path + "/versions" : path, BodyPublishers.ofString(body), "POST");
        if (answer.statusCode() != 200) {
            throw new SchemaRejectedException(
                    "the schema registry at %s has no %s under subject %s: it answered %d %s%s"
                            .formatted(
                                    settings,
                                    schema.getName(),
                                    subject,
                                    answer.statusCode(),
                                    abbreviated(answer.body()),
                                    settings.autoRegister()
                                            ? ""
                                            : "; register it, or set kafka.auto.register.schemas to true"));
        }
        return json(answer).path("id").asInt();
    }

    /**
     * The schema of an id; empty if the registry does not know the id, or the schema is not Avro.
     *
     * @throws RegistryUnavailableException if no URL answers
     */
    Optional<Schema> schema(int id) {
        return schemaAt("/schemas/ids/" + id);
    }

    /** As above. @param guid the GUID of a schema, which registries since Confluent Platform 8.0 have */
    Optional<Schema> schema(String guid) {
        return schemaAt("/schemas/guids/" + guid);
    }

    private Optional<Schema> schemaAt(String path) {
        var answer = send(path, BodyPublishers.noBody(), "GET");
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new RegistryUnavailableException(
                    "the schema registry at %s answered %d to the request for %s: %s"
                            .formatted(settings, answer.statusCode(), path, abbreviated(answer.body())),
                    null);
        }
        try {
            return Optional.of(
                    new Schema.Parser().parse(json(answer).path("schema").asText()));
        } catch (SchemaParseException noAvro) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> send(String path, HttpRequest.BodyPublisher body, String method) {
        IOException last = null;
        for (var url : settings.urls()) {
            try {
                var answer = http.send(request(url, path, body, method), BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return answer;
                }
                last = new IOException("%d %s".formatted(answer.statusCode(), abbreviated(answer.body())));
            } catch (IOException passing) {
                last = passing;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("interrupted during a request to the schema registry", e);
            }
        }
        throw new RegistryUnavailableException(
                "the schema registry at %s does not answer: %s".formatted(settings, Causes.message(last)), last);
    }

    // Java's client refuses host names with characters such as '_', which resolvers may know.
    private HttpRequest request(URI base, String path, HttpRequest.BodyPublisher body, String method)
            throws UnknownHostException {
        var url = WebUrl.of(base + path);
        var host = url.isJavaHost()
                ? url.host()
                : InetAddress.getByName(url.host()).getHostAddress();
        var builder = HttpRequest.newBuilder(url.uri(host))
                .timeout(TIMEOUT)
                .header("Accept", JSON + ", application/json")
                .header("Content-Type", JSON)
                .method(method, body);
        if (!url.isJavaHost()) {
            builder.header("Host", url.hostAndPort());
        }
        settings.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder.build();
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException none) {
            throw new RegistryUnavailableException(
                    "the server at %s is not a schema registry: it answered %s"
                            .formatted(settings, abbreviated(answer.body())),
                    none);
        }
    }

    private static String abbreviated(String body) {
        var line = body.strip().replaceAll("\\s+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
