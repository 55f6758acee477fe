package dev.tocsin.http.ui;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** The paths of the web UI, and the redirects from the pages of Prometheus and Alertmanager. */
public final class WebUi {
    private static final String FOLDER = "/ui";
    private static final String ASSETS = FOLDER + "/assets/";
    private static final String FOREVER = "private, max-age=31536000, immutable";

    private final Assets assets = Assets.load();
    private final IndexPage page = IndexPage.of(assets);
    private final String prefix;

    /** @param prefix prefix of all paths; empty for none */
    public WebUi(String prefix) {
        this.prefix = prefix;
    }

    public void register(RoutesConfig routes) {
        var paths = new Endpoints(routes, ApiException::new);
        paths.get(ASSETS + "<path>", Role.VIEWER, this::sendAsset);
        paths.get(FOLDER, Role.VIEWER, this::sendPage);
        paths.get(FOLDER + "/<path>", Role.VIEWER, this::sendPage);
        // A browser keeps the part after "#", in which Alertmanager's UI has its routes.
        paths.get("/", Role.VIEWER, request -> redirect(request, "ui/"));
        paths.get("/graph", Role.VIEWER, request -> redirect(request, "ui/query"));
        paths.get("/query", Role.VIEWER, request -> redirect(request, "ui/query"));
    }

    private void sendPage(Context request) {
        var sent = request.req().getRequestURI().substring(prefix.length() + FOLDER.length());
        var html = page.html(sent);
        var tag = "\"%s\""
                .formatted(Asset.of("", html.getBytes(StandardCharsets.UTF_8)).hash());
        request.header("Content-Security-Policy", page.policy())
                .header("Cache-Control", "no-cache")
                .header("ETag", tag);
        if (tag.equals(request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.status(200).contentType("text/html; charset=utf-8").result(html);
        }
    }

    private void sendAsset(Context request) {
        var asset = assets.find(request.pathParam("path"))
                .orElseThrow(() -> new ApiException(
                        404, "the web UI has no file %s; reload the page".formatted(request.pathParam("path"))));
        // During an upgrade, the page of another version can ask for a file.
        var isOfThisVersion = asset.hash().equals(request.queryParam("v"));
        request.status(200)
                .header("Cache-Control", isOfThisVersion ? FOREVER : "no-cache")
                .contentType(asset.contentType())
                .result(asset.content());
    }

    // Relative, because a proxy may have removed a prefix.
    private static void redirect(Context request, String target) {
        var path = request.req().getRequestURI();
        var up = path.endsWith("/") && !path.equals("/") && target.contains("query") ? "../" : "";
        var query = request.queryString();
        request.status(302).header("Location", up + target + (query == null ? "" : "?" + query));
    }
}
