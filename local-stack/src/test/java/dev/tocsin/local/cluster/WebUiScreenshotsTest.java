package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the screenshots of {@code docs/ui.md} and the README, with {@code -Dscreenshots=true}. With
 * {@code -Dscreenshots.dir=DIR}, makes those of all pages in three widths, light and dark, for a review by eye.
 */
@WithBroker
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class WebUiScreenshotsTest {
    private static final Path DOCS = Path.of("../docs/screenshots");

    private static final Map<String, String> OF_DOCS = new TreeMap<>(Map.of(
            "alerts", "alerts?state=active,silenced,inhibited,muted,pending",
            "silence", "silences/new?filter=team%3D%22storage%22&duration=1h",
            "notifications", "notifications",
            "explain", "explain?filter=alertname%3D%22DiskFull%22&filter=instance%3D%22db-2%22",
            "rules", "rules",
            "routing", "routing?labels=severity%3Dcritical%2Cteam%3Dstorage",
            "cluster", "cluster",
            "query", "query?expr=load&tab=graph&range=5m"));

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(1440, 900), new Size(1024, 768), new Size(360, 740));

    @Test
    void screenshotsAreMade(Broker broker) throws Exception {
        try (var browser = Browser.open();
                var ui = WebUiCluster.start(broker, "screenshots", "Maintenance")) {
            var review = System.getProperty("screenshots.dir", "");
            if (!review.isEmpty()) {
                makeAll(browser, ui, Path.of(review));
                return;
            }
            for (var page : OF_DOCS.entrySet()) {
                browser.as(1280, 720, false).go(ui.page(0, page.getValue()));
                browser.screenshot(DOCS.resolve(page.getKey() + ".png"));
            }
            browser.as(1280, 720, true).go(ui.page(0, OF_DOCS.get("alerts")));
            browser.screenshot(DOCS.resolve("alerts-dark.png"));
            browser.as(360, 740, false).go(ui.page(0, OF_DOCS.get("alerts")));
            browser.screenshot(DOCS.resolve("alerts-narrow.png"));
        }
    }

    private static void makeAll(Browser browser, WebUiCluster ui, Path folder) throws Exception {
        for (var page : WebUiCluster.PAGES) {
            var name = page.replaceAll("[^a-z]+", "-");
            for (var size : SIZES) {
                for (var isDark : List.of(false, true)) {
                    browser.as(size.width, size.height, isDark).go(ui.page(0, page));
                    browser.screenshot(
                            folder.resolve("%s-%d-%s.png".formatted(name, size.width, isDark ? "dark" : "light")));
                }
            }
        }
    }
}
