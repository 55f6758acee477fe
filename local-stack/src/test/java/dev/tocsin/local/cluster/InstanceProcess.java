package dev.tocsin.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.app.Main;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One instance as a process of its own: {@code tocsin server --config FILE}. */
final class InstanceProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String id;
    private final int port;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /** @param folder where its settings, its state and what it prints are */
    InstanceProcess(String id, int port, Path folder, String settings) {
        this.id = id;
        this.port = port;
        this.folder = folder;
        write(settings);
    }

    String id() {
        return id;
    }

    int port() {
        return port;
    }

    Path settingsFile() {
        return folder.resolve(id + ".yml");
    }

    Path stateFolder() {
        return folder.resolve(id);
    }

    String output() throws IOException {
        return Files.readString(log());
    }

    /** Its working directory, for files that its configuration names. */
    Path workingFolder() {
        return folder.resolve(id + "-home");
    }

    /** From its next start on. */
    InstanceProcess withEnvironment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void start() {
        process = JavaProcess.start(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Main.class,
                List.of("server", "--config", settingsFile().toString()),
                workingFolder(),
                log(),
                environment);
    }

    void awaitReady() {
        Eventually.until(
                id + " is ready", () -> isAlive() && send(request("/-/ready")).statusCode() == 200);
    }

    /** Each is ready, and sees all of them as live. */
    static void awaitReady(List<InstanceProcess> running) {
        running.forEach(InstanceProcess::awaitReady);
        running.forEach(instance -> Eventually.until(
                instance.id() + " sees who is live",
                () -> instance.metric("tocsin_members"),
                members -> members == running.size()));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP: it stands still and keeps its connections, as in a long pause for garbage or of its machine. */
    void pause() throws Exception {
        signal("-STOP");
    }

    /** SIGCONT. */
    void resume() throws Exception {
        signal("-CONT");
    }

    /** SIGTERM; does not wait. */
    void requestStop() {
        process.destroy();
    }

    /** How it ended. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("%s did not end within %s".formatted(id, patience));
        }
        return process.exitValue();
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(text(path));
    }

    String text(String path) throws Exception {
        return checked(send(request(path)));
    }

    /** What stands at a path, whether it is a success or not. */
    HttpResponse<String> getResponse(String path) throws Exception {
        return send(request(path));
    }

    JsonNode post(String path, Object body) throws Exception {
        var json = BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request = request(path).header("Content-Type", "application/json").POST(json);
        var answer = checked(send(request));
        return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
    }

    /** Done once it is acknowledged. @return the silence's id */
    String silence(SilenceRequest silence) throws Exception {
        return post("/api/v2/silences", silence.body()).path("silenceID").asText();
    }

    /** An alert from outside, as a client posts it. */
    void postAlert(Labels alert) throws Exception {
        postAlert(alert, Map.of());
    }

    /** @param more of its fields, such as {@code endsAt} */
    void postAlert(Labels alert, Map<String, String> more) throws Exception {
        var body = new HashMap<String, Object>(more);
        body.put("labels", alert.asMap());
        post("/api/v2/alerts", List.of(body));
    }

    /** One that has waited long enough for its group to be told at once. */
    void postAlertPastGroupWait(Labels alert) throws Exception {
        var longAgo = InstantSource.system().instant().minus(Duration.ofHours(1));
        postAlert(alert, Map.of("startsAt", longAgo.toString()));
    }

    void delete(String path) throws Exception {
        checked(send(request(path).DELETE()));
    }

    /** The sum of a metric over its labels. */
    double metric(String name) throws Exception {
        return text("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    private Path log() {
        return folder.resolve(id + ".log");
    }

    private void write(String settings) {
        try {
            Files.writeString(settingsFile(), settings);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String checked(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
