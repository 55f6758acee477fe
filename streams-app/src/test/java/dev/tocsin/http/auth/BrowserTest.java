package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of another origin in a real browser tries every way to create a silence. Needs Chromium on the path or
 * {@code -Dchromium=FILE}, else skipped.
 */
@Tag("slow")
class BrowserTest {
    /** Requests that need no permission, one that needs it, and a form. */
    private static final String PAGE = """
            <!DOCTYPE html><body><iframe name="hidden"></iframe><script>
            const url = '%s/api/v2/silences';
            const silence = JSON.stringify({matchers: [{name: 'a', value: 'b', isRegex: false}],
                startsAt: '2026-01-01T12:00:00Z', endsAt: '2026-01-01T13:00:00Z', createdBy: 'evil', comment: 'c'});
            async function attempt(options) {
                try {
                    const answer = await fetch(url, {method: 'POST', body: silence, credentials: 'include', ...options});
                    return answer.status;
                } catch (e) {
                    return 'failed';
                }
            }
            function form() {
                return new Promise(done => {
                    const form = document.createElement('form');
                    Object.assign(form, {method: 'POST', action: url, enctype: 'text/plain', target: 'hidden'});
                    const input = document.createElement('input');
                    input.name = silence.slice(0, -1) + ',"x":"';
                    input.value = '"}';
                    form.appendChild(input);
                    document.body.appendChild(form);
                    document.querySelector('iframe').onload = () => done('sent');
                    form.submit();
                    setTimeout(() => done('sent'), 3000);
                });
            }
            (async () => {
                const results = [
                    await attempt({headers: {'Content-Type': 'application/json'}}),
                    await attempt({mode: 'no-cors'}),
                    await attempt({mode: 'no-cors', headers: {'Content-Type': 'text/plain'}}),
                    await attempt({mode: 'no-cors', body: new Blob([silence])}),
                    navigator.sendBeacon(url, new Blob([silence], {type: 'text/plain'})),
                    await form()];
                await fetch('/done', {method: 'POST', body: results.join(' ')});
            })();
            </script></body>
            """;

    private final Optional<ExternalProgram> chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> ExternalProgram.find(name).stream())
            .findFirst();

    @TempDir
    private Path profile;

    @BeforeEach
    void requireChromium() {
        assumeTrue(chromium.isPresent(), "no chromium on the path or in -Dchromium: its test is skipped");
    }

    @Test
    void aPageOfAnotherOriginCannotCreateASilence() throws Exception {
        var results = new CompletableFuture<String>();
        var page = new CompletableFuture<String>();
        var site = site(page, results);
        try (var api = HttpApiFixture.openWithAuth("")) {
            page.complete(PAGE.formatted(api.url()));
            assertThat(visit(site, results)).startsWith("failed ");
            assertThat(api.get("/api/v2/silences").body()).isEqualTo("[]\n");
        } finally {
            site.stop(0);
        }
    }

    @Test
    void aPageOfAListedOriginCan() throws Exception {
        var results = new CompletableFuture<String>();
        var page = new CompletableFuture<String>();
        var site = site(page, results);
        try (var api = HttpApiFixture.openWithAuth("http: {cors_origins: ['http://127.0.0.1:%d']}"
                .formatted(site.getAddress().getPort()))) {
            page.complete(PAGE.formatted(api.url()));
            assertThat(visit(site, results)).startsWith("200 ");
            assertThat(api.get("/api/v2/silences").body()).contains("\"createdBy\":\"evil\"");
        } finally {
            site.stop(0);
        }
    }

    private static HttpServer site(CompletableFuture<String> page, CompletableFuture<String> results)
            throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = page.join().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/done", exchange -> {
            results.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String visit(HttpServer site, CompletableFuture<String> results) throws Exception {
        var process = new ProcessBuilder(List.of(
                        chromium.orElseThrow().program().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "http://127.0.0.1:" + site.getAddress().getPort() + "/"))
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            return results.get(90, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
