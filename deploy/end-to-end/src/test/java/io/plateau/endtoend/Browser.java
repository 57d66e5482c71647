package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;

/** Debian's Chromium, where it and its driver are installed. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    /** Beside other tests on two cores. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int WIDE = 1280;
    private static final int NARROW = 360;

    private final ChromeDriver driver;
    private final Path pictures;

    private Browser(ChromeDriver driver, Path pictures) {
        this.driver = driver;
        this.pictures = pictures;
    }

    /** Empty where there is none. @param pictures folder for what it sees */
    static Optional<Browser> open(Path pictures) throws IOException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            return Optional.empty();
        }
        Files.createDirectories(pictures);
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toFile())
                // Within a container there is no second sandbox, and /dev/shm is small.
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
        return Optional.of(new Browser(new ChromeDriver(service, options), pictures));
    }

    void go(String address) {
        driver.get(address);
    }

    WebElement await(By what) {
        return new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    void awaitText(By what, String text) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.textToBePresentInElementLocated(what, text));
    }

    void awaitAddress(String part) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.urlContains(part));
    }

    List<WebElement> all(By what) {
        return driver.findElements(what);
    }

    /** Below the fold a click would miss. */
    WebElement inView(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        return element;
    }

    void hover(WebElement element) {
        new Actions(driver).moveToElement(inView(element)).perform();
    }

    void click(WebElement element) {
        new Actions(driver).moveToElement(inView(element)).click().perform();
    }

    /** Also where the page is drawn again between the look for it and the click. */
    void click(By what) {
        new WebDriverWait(driver, PATIENCE).ignoring(StaleElementReferenceException.class).until(page -> {
            click(await(what));
            return true;
        });
    }

    void accept() {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.alertIsPresent()).accept();
    }

    /** Light, dark and narrow: a picture of each, nothing that a checker calls serious, nothing cut off. */
    void look(String name) throws IOException {
        for (String look : List.of("light", "dark", "narrow")) {
            driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name",
                    "prefers-color-scheme", "value", look.equals("dark") ? "dark" : "light"))));
            int width = look.equals("narrow") ? NARROW : WIDE;
            driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
            Files.write(pictures.resolve(name + "-" + look + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            long scrolled = (Long) driver.executeScript("return document.documentElement.scrollWidth");
            assertTrue(scrolled <= width, () -> name + " is " + scrolled + " wide on a screen of " + width);
            List<String> faults = new AxeBuilder().analyze(driver).getViolations().stream()
                    .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                    .map(Browser::words).toList();
            assertEquals(List.of(), faults, name + ", " + look);
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().stream().map(node -> node.getHtml())
                .limit(3).toList();
    }

    /** What the console has said since the last call, of errors. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()).map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
