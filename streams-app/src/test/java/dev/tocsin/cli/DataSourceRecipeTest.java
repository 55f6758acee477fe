package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the README, with a server that answers as Mimir does. */
class DataSourceRecipeTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^    \\./tocsin (.*)$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path dir;

    @Test
    void evaluateAgainstMyMimir() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var recipe = readme.substring(readme.indexOf("**Evaluate against my Mimir**"), readme.indexOf("## Read on"));
        var files = YAML.matcher(recipe).results().map(found -> found.group(1)).toList();
        var commands =
                COMMAND.matcher(recipe).results().map(found -> found.group(1)).toList();
        assertThat(files).hasSize(2);
        assertThat(commands).hasSize(3);
        var tenants = new ArrayList<String>();
        var mimir = mimir(tenants);
        try {
            var address = "127.0.0.1:" + mimir.getAddress().getPort();
            Files.writeString(dir.resolve("datasources.yml"), files.get(0).replace("mimir:9009", address));
            Files.writeString(dir.resolve("rules.yml"), files.get(1));
            var cli = new CliRunner();
            for (var command : commands) {
                var result = cli.run((Object[]) words(command));
                assertThat(result.code()).as(command + ": " + result.err()).isZero();
                assertThat(result.err()).as(command).isEmpty();
            }
            assertThat(tenants).containsExactly("team-a");
            assertThat(cli.topics.groups.get("rules/api").value().orElseThrow().dataSources())
                    .containsExactly("mimir");
        } finally {
            mimir.stop(0);
        }
    }

    private String[] words(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.endsWith(".yml") ? dir.resolve(word).toString() : word)
                .toList();
        return words.toArray(String[]::new);
    }

    private static HttpServer mimir(List<String> tenants) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/prometheus/api/v1/query", exchange -> {
            tenants.add(exchange.getRequestHeaders().getFirst("X-Scope-OrgID"));
            var body =
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"3\"]}]}}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
