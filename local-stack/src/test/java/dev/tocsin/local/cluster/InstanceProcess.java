package dev.tocsin.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;

/** An instance process: {@code tocsin server --config FILE}. */
final class InstanceProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String id;
    private final int port;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /** @param folder for settings, state and output */
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

    /** The working directory, to which file names in the configuration are relative. */
    Path workingFolder() {
        return folder.resolve(id + "-home");
    }

    /** Sets environment variables for later starts. */
    InstanceProcess withEnvironment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void start() {
        var arguments = Stream.concat(
                InstanceJvm.arguments().stream(),
                Stream.of("server", "--config", settingsFile().toString()));
        process = JavaProcess.start(arguments.toList(), workingFolder(), log(), environment);
    }

    void awaitReady() {
        Eventually.until(
                id + " is ready", () -> isAlive() && send(request("/-/ready")).statusCode() == 200);
    }

    /** Waits until each instance is ready and sees all of them as live. */
    static void awaitReady(List<InstanceProcess> running) {
        running.forEach(InstanceProcess::awaitReady);
        running.forEach(instance -> Eventually.until(
                instance.id() + " sees all live instances",
                () -> instance.metric("tocsin_members"),
                members -> members == running.size()));
        InstanceJvm.ready();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP: as a long garbage collection or a paused machine. Connections stay open. */
    void pause() throws Exception {
        signal("-STOP");
    }

    /** SIGCONT. */
    void resume() throws Exception {
        signal("-CONT");
    }

    /** Sends SIGTERM and does not wait. */
    void requestStop() {
        process.destroy();
    }

    /** Waits for the end and returns the exit code. */
    int exitCode(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("%s did not exit within %s".formatted(id, timeout));
        }
        return process.exitValue();
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(text(path));
    }

    String text(String path) throws Exception {
        return checked(send(request(path)));
    }

    /** The response body of a GET request, whatever the status. */
    HttpResponse<String> getResponse(String path) throws Exception {
        return send(request(path));
    }

    /** The response to a request with a text as its body, whatever the status. */
    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return send(request(path).method(method, BodyPublishers.ofString(body)));
    }

    JsonNode post(String path, Object body) throws Exception {
        var json = BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request = request(path).header("Content-Type", "application/json").POST(json);
        var answer = checked(send(request));
        return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
    }

    /** Creates a silence and returns its id when it is acknowledged. */
    String silence(SilenceRequest silence) throws Exception {
        return post("/api/v2/silences", silence.body()).path("silenceID").asText();
    }

    /** Posts an alert. */
    void postAlert(Labels alert) throws Exception {
        postAlert(alert, Map.of());
    }

    /** @param more additional fields, such as {@code endsAt} */
    void postAlert(Labels alert, Map<String, String> more) throws Exception {
        var body = new HashMap<String, Object>(more);
        body.put("labels", alert.asMap());
        post("/api/v2/alerts", List.of(body));
    }

    /** Posts an alert older than {@code group_wait}, so that its group is flushed at once. */
    void postAlertPastGroupWait(Labels alert) throws Exception {
        var pastGroupWait = InstantSource.system().instant().minus(Duration.ofHours(1));
        postAlert(alert, Map.of("startsAt", pastGroupWait.toString()));
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

    Path log() {
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
