package dev.tocsin.http.ui;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that loads the web UI. All views have the same page; only its base address differs.
 *
 * @param template with <code>{{assets/PATH}}</code> for the address of a file
 * @param policy the content security policy: scripts of this instance only, and the import map by its hash
 */
record IndexPage(String template, String policy) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(?:assets/([^}]+)|(importmap)|(preloads))}}");
    private static final String BASE = "{{base}}";

    static IndexPage of(Assets assets) {
        var importMap = assets.importMap();
        var preloads = assets.preloads().stream()
                .map(asset -> "<link rel=\"modulepreload\" href=\"%s\">".formatted(asset.address()))
                .collect(Collectors.joining("\n"));
        var template = PLACE.matcher(assets.get("index.html").text())
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1) != null
                                ? assets.get(place.group(1)).address()
                                : place.group(2) != null ? importMap : preloads));
        return new IndexPage(
                template,
                "default-src 'none'; script-src 'self' %s; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                .formatted(Asset.scriptSource(importMap))
                        + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'");
    }

    /**
     * Returns the page for one path. Its base address is relative: it leads from the path to the folder of the UI, whatever
     * prefix a proxy has removed.
     *
     * @param path as the browser sent it, after {@code /ui}; empty without a slash
     */
    String html(String path) {
        var folders = (int) path.chars().filter(each -> each == '/').count() - 1;
        var base = path.isEmpty() ? "ui/" : folders == 0 ? "./" : "../".repeat(folders);
        return template.replace(BASE, base);
    }
}
