package dev.tocsin.http.ui;

import dev.tocsin.http.common.ApiJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All files of the web UI by their path: those of the folder {@code /ui} of the class path, and the libraries. */
record Assets(Map<String, Asset> byPath) {
    static final String ENTRY = "main.js";

    private static final String FOLDER = "/ui/";
    private static final String PREACT = "/META-INF/resources/webjars/preact/10.26.4/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** By the name that modules import: the path of the asset, and the file of the library on the class path. */
    private static final Map<String, Library> LIBRARIES = new TreeMap<>(Map.of(
            "preact", new Library("vendor/preact.js", PREACT + "dist/preact.module.js"),
            "preact/hooks", new Library("vendor/hooks.js", PREACT + "hooks/dist/hooks.module.js"),
            "htm", new Library("vendor/htm.js", "/META-INF/resources/_static/htm/3.1.1/dist/htm.module.js"),
            "uplot", new Library("vendor/uplot.js", UPLOT + "uPlot.iife.min.js"),
            "uplot.css", new Library("vendor/uplot.css", UPLOT + "uPlot.min.css")));

    private static final Pattern STATIC_IMPORT =
            Pattern.compile("(?s)^import\\s[^;]*?from '([^']+)';", Pattern.MULTILINE);
    private static final Pattern SOURCE_MAP = Pattern.compile("\\n//# sourceMappingURL=.*\\s*$");

    private record Library(String path, String file) {}

    private record ImportMap(Map<String, String> imports) {}

    Assets {
        byPath = Map.copyOf(byPath);
    }

    static Assets load() {
        var all = new TreeMap<String, Asset>();
        own().forEach((path, content) -> all.put(path, Asset.of(path, content)));
        for (var library : LIBRARIES.values()) {
            // Their source maps are not served, so browsers must not ask for them.
            var text = SOURCE_MAP
                    .matcher(new String(read(library.file), StandardCharsets.UTF_8))
                    .replaceFirst("\n");
            all.put(library.path, Asset.of(library.path, text.getBytes(StandardCharsets.UTF_8)));
        }
        return new Assets(all);
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Asset get(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException("the web UI has no file " + path));
    }

    /**
     * The import map, as JSON. It gives each library its address, and each own module the address with its hash, so that
     * modules import each other by plain relative paths.
     */
    String importMap() {
        var imports = new TreeMap<String, String>();
        byPath.values().stream()
                .filter(asset -> asset.path().endsWith(".js"))
                .forEach(asset -> imports.put("./assets/" + asset.path(), "./" + asset.address()));
        LIBRARIES.forEach(
                (name, library) -> imports.put(name, "./" + get(library.path).address()));
        return ApiJson.write(new ImportMap(imports)).strip();
    }

    /** The modules that the entry imports, directly or not. A browser can load them at the same time. */
    List<Asset> preloads() {
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(List.of(ENTRY));
        while (!open.isEmpty()) {
            var module = open.poll();
            STATIC_IMPORT
                    .matcher(get(module).text())
                    .results()
                    .map(imported -> pathOf(module, imported))
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found.stream().map(this::get).toList();
    }

    private static String pathOf(String module, MatchResult imported) {
        var name = imported.group(1);
        var library = LIBRARIES.get(name);
        return library == null
                ? URI.create("/" + module).resolve(name).getPath().substring(1)
                : library.path;
    }

    private static Map<String, byte[]> own() {
        try {
            var folder = Assets.class.getResource(FOLDER + "index.html").toURI();
            if (!folder.getScheme().equals("jar")) {
                return files(Path.of(folder).getParent());
            }
            try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
                return files(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the web UI cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an invalid address", e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString().replace('\\', '/'), Assets::content));
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the web UI cannot be read: " + file, e);
        }
    }

    private static byte[] read(String file) {
        try (var stream = Assets.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the class path has no file " + file);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a library of the web UI cannot be read: " + file, e);
        }
    }
}
