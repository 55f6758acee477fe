package dev.tocsin.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebUiFilesTest {
    private static final int MAX_LINES = 300;
    private static final int MAX_LINE_LENGTH = 140;
    private static final int FIRST_LOAD_BYTES = 45_000;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import\\()\\s*'([^']+)'");
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>");
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");

    private final Assets assets = Assets.load();
    private HttpApiFixture api;

    @BeforeAll
    void open() {
        api = HttpApiFixture.open();
    }

    @AfterAll
    void close() {
        api.close();
    }

    private Stream<Asset> modules() {
        return assets.byPath().values().stream()
                .filter(asset -> asset.path().endsWith(".js"))
                .filter(asset -> !asset.path().startsWith("vendor/"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleIsShortAndItsImportsExist(Asset module) {
        assertThat(module.text().lines()).hasSizeLessThanOrEqualTo(MAX_LINES);
        assertThat(module.text().lines()).allMatch(line -> line.length() <= MAX_LINE_LENGTH);
        IMPORT.matcher(module.text())
                .results()
                .map(found -> found.group(1))
                .filter(name -> name.startsWith("."))
                .map(name ->
                        URI.create("/" + module.path()).resolve(name).getPath().substring(1))
                .forEach(path -> assertThat(assets.find(path))
                        .as("%s, imported by %s", path, module.path())
                        .isPresent());
    }

    /** Markup from data would run scripts of whoever writes labels. */
    @ParameterizedTest
    @MethodSource("modules")
    void moduleMakesNoMarkupFromText(Asset module) {
        assertThat(module.text())
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function");
    }

    @Test
    void policyAllowsTheImportMapOfThePageAndNoOtherInlineScript() {
        var page = api.get("/ui/alerts");
        var map = IMPORT_MAP.matcher(page.body()).results().toList();

        assertThat(map).hasSize(1);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'",
                        "script-src 'self' " + Asset.scriptSource(map.get(0).group(1)))
                .doesNotContain("unsafe");
        assertThat(page.body().split("<script(?! src| type=\"(importmap|module\" src))"))
                .hasSize(1);
    }

    @Test
    void filesOfThePageAreKeptForeverAndThePageIsCheckedEachTime() {
        var page = api.get("/ui");
        var tag = page.headers().firstValue("ETag").orElseThrow();

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(api.get("/ui", "If-None-Match", tag).statusCode()).isEqualTo(304);
        var addresses = ADDRESS.matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(addresses).hasSizeGreaterThan(5);
        for (var address : addresses) {
            var file = api.get("/ui/" + address);
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElseThrow())
                    .as(address)
                    .contains("immutable");
        }
        assertThat(api.get("/ui/assets/main.js?v=0").headers().firstValue("Cache-Control"))
                .as("the page of another version asked")
                .contains("no-cache");
        assertThat(api.get("/ui/assets/nothing.js").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} has the base {1}")
    @CsvSource({
        "/ui, ui/",
        "/ui/, ./",
        "/ui/alerts, ./",
        "/ui/alerts/0123456789abcdef, ../",
        "/ui/rules/a/b/0, ../../../",
        "/ui/rules/a%2Fb/c/0, ../../../",
        "/ui/silences/new?filter=a%2Fb, ../"
    })
    void baseLeadsFromEachPathToTheFolder(String path, String base) {
        assertThat(api.get(path).body()).contains("<base href=\"%s\">".formatted(base));
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource({
        "/, ui/",
        "/graph, ui/query",
        "/graph?g0.expr=up%20%3D%3D%200&g0.tab=1, ui/query?g0.expr=up%20%3D%3D%200&g0.tab=1",
        "/query?g0.expr=up, ui/query?g0.expr=up"
    })
    void olderPagesLeadToTheNewOnes(String path, String target) {
        var answer = api.get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains(target);
    }

    @Test
    void firstLoadIsSmall() throws IOException {
        var first = Stream.concat(
                        Stream.of(assets.get("main.js"), assets.get("app.css"), assets.get("theme.js")),
                        assets.preloads().stream())
                .toList();
        var bytes = 0;
        for (var file : first) {
            bytes += compressed(file.content());
        }
        assertThat(bytes).as("bytes of %s", names(first)).isLessThan(FIRST_LOAD_BYTES);
    }

    private static List<String> names(List<Asset> files) {
        return files.stream().map(Asset::path).toList();
    }

    private static int compressed(byte[] content) throws IOException {
        var buffer = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(buffer)) {
            gzip.write(content);
        }
        return buffer.size();
    }
}
