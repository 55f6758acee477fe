package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium. */
final class Browser implements AutoCloseable {
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final String AXE = axe();

    private final ChromeDriver driver;

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser. Skips the test if none is installed. */
    static Browser open() {
        Assumptions.assumeTrue(
                DRIVER.canExecute() && CHROMIUM.canExecute(),
                "chromium and chromium-driver are not installed, so the web UI is not tested");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--window-size=1440,900");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return new Browser(driver);
    }

    /** Sets the width of the page in CSS pixels, and its colours. */
    Browser as(int width, int height, boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
        return this;
    }

    /** Opens a page and waits until it has loaded its data. */
    void go(String url) {
        driver.get(url);
        awaitLoaded();
    }

    void awaitLoaded() {
        until("the page has its data", () -> exists("main h1") && !exists("main .loading"));
    }

    String address() {
        return driver.getCurrentUrl();
    }

    WebElement find(String css) {
        return new WebDriverWait(driver, TIMEOUT).until(any -> driver.findElement(By.cssSelector(css)));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    boolean exists(String css) {
        return !all(css).isEmpty();
    }

    /** The visible text of the page. */
    String text() {
        return find("body").getText();
    }

    void awaitText(String text) {
        until("the page shows: " + text, () -> text().contains(text));
    }

    /** Clicks the first control with a text. */
    void click(String text) {
        var quoted = "\"" + text + "\"";
        new WebDriverWait(driver, TIMEOUT)
                .ignoring(StaleElementReferenceException.class)
                .until(any -> {
                    driver.findElement(By.xpath("//main//*[self::a or self::button or self::summary][normalize-space()="
                                    + quoted + "]"))
                            .click();
                    return true;
                });
    }

    /** Types keys, as a user without a mouse. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    void until(String what, Condition condition) {
        new WebDriverWait(driver, TIMEOUT)
                .withMessage(() -> what + "\n" + driver.getCurrentUrl() + "\n" + text())
                .ignoring(StaleElementReferenceException.class)
                .until(any -> {
                    try {
                        return condition.holds();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Checks that the page violates no rule of WCAG 2.2 AA that axe knows. */
    void assertAccessible(String page) {
        driver.executeScript(AXE);
        var violations = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(
                    (results) => done(results.violations.map((rule) =>
                        `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html).join(' ')}`)),
                    (failure) => done([String(failure)]));
                """);
        assertThat((List<?>) violations).as("violations of %s", page).isEmpty();
    }

    /** The warnings and errors of the console since the last call. */
    List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
