package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** The web UI in a real browser, before a real cluster. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebUiTest {
    private static final int WIDE = 1440;
    private static final int NARROW = 360;

    private Browser browser;
    private WebUiCluster ui;

    @BeforeAll
    void start(Broker broker) throws Exception {
        browser = Browser.open();
        ui = WebUiCluster.start(broker, "web-ui", WebUiCluster.HOSTILE);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (ui != null) {
            ui.close();
        }
    }

    static List<String> pages() {
        return WebUiCluster.PAGES;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsAccessibleInLightAndDark(String page) {
        for (var isDark : List.of(false, true)) {
            browser.as(WIDE, 900, isDark).go(ui.page(0, page));
            browser.assertAccessible(page + (isDark ? ", dark" : ", light"));
        }
        assertThat(browser.problems()).as("console of %s", page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageFitsANarrowScreen(String page) {
        browser.as(NARROW, 740, false).go(ui.page(1, page));
        assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                .as("width of %s", page)
                .isLessThanOrEqualTo(NARROW);
    }

    /** Links of Alertmanager and Prometheus, which are in notifications and bookmarks. */
    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            /                                                         | /ui/alerts
            /#/alerts?receiver=storage                                | /ui/alerts?receiver=storage
            /#/alerts?filter=%7Bteam%3D%22shop%22%7D&silenced=true    | /ui/alerts?filter=team%3D%22shop%22&state=silenced%2Cactive
            /#/silences                                               | /ui/silences
            /#/silences/new?filter=%7Bteam%3D%22shop%22%7D            | /ui/silences/new?filter=team%3D%22shop%22
            /#/status                                                 | /ui/cluster
            /graph?g0.expr=up&g0.tab=0                                | /ui/query?g0.expr=up&g0.tab=0
            /query?g0.expr=up                                         | /ui/query?g0.expr=up
            """)
    void linksOfOtherUserInterfacesLeadToTheRightPage(String link, String page) {
        browser.as(WIDE, 900, false);
        var root = ui.page(0, "").replace("/ui/", "");
        browser.go(root + link);
        browser.until("the page is " + page, () -> browser.address().equals(root + page));
    }

    /** A link in a notification leads to the alerts, from there to the group, and to a silence in three clicks. */
    @Test
    void linkOfANotificationLeadsToASilence() throws Exception {
        browser.as(NARROW, 740, false);
        var root = ui.page(0, "").replace("/ui/", "");
        browser.go(root + "/#/alerts?receiver=storage");
        browser.awaitText("DiskFull");
        browser.find("tr.group a[data-open]").click();
        browser.awaitText("What each integration was told");
        browser.click("silence 1 h");
        browser.awaitText("firing alerts muted now");
        browser.find("form.form button.strong").click();
        browser.awaitText("In force as of #");

        assertThat(browser.address()).contains("/ui/silences/");
        Eventually.until(
                "another instance honours it",
                () -> ui.cluster().instance(2).get("/api/v2/alerts?filter=alertname=DiskFull&active=false"),
                alerts -> alerts.size() == 4);
    }

    @Test
    void scriptsInLabelsAnnotationsAndCommentsStayText() throws Exception {
        browser.as(WIDE, 900, false);
        browser.go(ui.page(0, "alerts?group=none&state=active,pending,silenced,inhibited,muted"));
        browser.awaitText(WebUiCluster.HOSTILE);
        var pages = new ArrayList<>(WebUiCluster.PAGES);
        pages.add("alerts/" + fingerprintOfTheHostileAlert());
        for (var page : pages) {
            browser.go(ui.page(0, page));
            assertThat(browser.script("return window.hacked")).as(page).isNull();
            assertThat(browser.exists("#app img, #app script, a[href^='javascript:']"))
                    .as("markup in %s", page)
                    .isFalse();
        }
        browser.awaitText("javascript:window.hacked=1");
        assertThat(browser.find("a[href='https://dashboards.example.org/d/1']").getDomAttribute("rel"))
                .contains("noopener", "noreferrer");
    }

    private String fingerprintOfTheHostileAlert() throws Exception {
        for (var alert : ui.cluster().instance(0).get("/api/v2/alerts")) {
            if (alert.path("labels").path("alertname").asText().equals(WebUiCluster.HOSTILE)) {
                return alert.path("fingerprint").asText();
            }
        }
        throw new AssertionError("the alert is unknown");
    }

    @Test
    void everythingWorksWithTheKeyboardAlone() {
        browser.as(WIDE, 900, false).go(ui.page(0, "alerts"));
        browser.awaitText("Busy");
        browser.press("j");
        browser.press("j");
        assertThat(browser.script("return document.activeElement.matches('[data-row]')"))
                .isEqualTo(true);
        browser.press(Keys.ENTER);
        browser.until("the alert opens", () -> browser.address().contains("/ui/alerts/"));
        browser.awaitText("Why is it told, or not?");
        browser.press("s");
        browser.until("the form opens", () -> browser.address().contains("/ui/silences/new"));
        browser.press("gr");
        browser.until("the rules open", () -> browser.address().endsWith("/ui/rules"));
        browser.press("?");
        browser.awaitText("Shortcuts and settings");
        browser.press(Keys.ESCAPE);
        browser.until("the sheet closes", () -> !browser.exists("dialog[open]"));
        browser.press("/");
        assertThat(browser.script("return document.activeElement.tagName")).isEqualTo("INPUT");
        browser.press("Payments");
        browser.until("only the rule is shown", () -> !browser.text().contains("BusyForLong"));
    }

    @Test
    void pageShowsAChangeWithoutAReload() throws Exception {
        browser.as(WIDE, 900, false).go(ui.page(0, "alerts"));
        ui.cluster().instance(1).postAlert(Labels.of("alertname", "JustNow", "team", "live"));
        browser.awaitText("JustNow");
        browser.press("p");
        browser.awaitText("Live updates are paused");
        browser.press("p");
    }
}
