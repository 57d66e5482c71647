package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page as a person uses it: looks at an experiment, asks for one, cancels it, compares. */
final class PageVisit {
    private static final By HEADING = By.cssSelector("h1");

    private final Browser browser;
    private final String page;

    /** @param frontDoor address of the inference service */
    PageVisit(Browser browser, String frontDoor) {
        this.browser = browser;
        this.page = frontDoor + "/";
    }

    /**
     * @param completed id of an experiment that has results
     * @param specification of one to ask for and to cancel
     */
    void pay(String completed, String specification) throws IOException {
        browser.go(page);
        browser.await(By.linkText(completed));
        browser.look("experiments");

        browser.click(By.linkText(completed));
        browser.await(By.xpath("//h2[.='What it found']"));
        assertEquals(4, browser.all(By.cssSelector(".verdict")).size());
        browser.await(By.cssSelector(".u-over"));
        for (String section : List.of("Communities of the layer", "Where attention goes")) {
            browser.await(By.xpath("//h2[.='" + section + "']"));
        }
        browser.look("experiment");
        // Found anew: charts are drawn again in other colours.
        WebElement chart = browser.await(By.cssSelector(".u-over"));
        browser.hover(chart);
        browser.awaitText(By.cssSelector(".hint"), "neuron");
        browser.click(chart);
        browser.awaitAddress("/neurons/");
        browser.awaitText(HEADING, "Neuron");
        browser.look("neuron");
        browser.go(page + "#/experiments/" + completed + "/neurons/" + plateauNeuron(completed));
        browser.await(By.xpath("//h2[.='Where it matters']"));
        assertEquals(16, browser.all(By.cssSelector(".here")).size());
        browser.await(By.xpath("//option[.='activation']")).click();
        browser.await(By.xpath("//h2[.='What it does to the logits']"));
        browser.look("neuron-contexts");
        assertEquals(List.of(), browser.errors());

        annotate(completed);
        askWrongly();
        fillIn();
        followToTheEnd();
        String cancelled = askAndCancel(specification);

        browser.go(page + "#/?text=");
        for (String id : List.of(completed, cancelled)) {
            browser.click(By.cssSelector("input[aria-label='Compare " + id + "']"));
        }
        browser.click(By.xpath("//button[.='Compare 2']"));
        browser.awaitText(HEADING, "Experiments compared");
        assertTrue(browser.all(By.cssSelector("td")).stream().anyMatch(cell -> cell.getText().equals("seed")));
        browser.await(By.xpath("//h3[.='On rare tokens']"));
        browser.look("compare");
        assertEquals(List.of(), browser.errors());
    }

    /** A neuron of which contexts are known. */
    private String plateauNeuron(String id) throws IOException {
        String rows = new String(URI.create(page + "experiments/" + id + "/results/neuron_contexts?limit=1").toURL()
                .openStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher neuron = Pattern.compile("\"neuron\":(\\d+)").matcher(rows);
        assertTrue(neuron.find(), rows);
        return neuron.group(1);
    }

    /** Name and tags are shown as the text that they are, and lead to the experiment. */
    private void annotate(String id) throws IOException {
        browser.go(page + "#/experiments/" + id);
        browser.click(By.xpath("//button[.='Add a name, tags or notes']"));
        browser.await(By.id("annotation-name")).sendKeys("<i>First</i> look");
        browser.await(By.id("annotation-tags")).sendKeys("baseline, small");
        browser.look("annotation");
        browser.click(By.xpath("//button[.='Save']"));
        browser.click(By.linkText("baseline"));
        browser.await(By.linkText("<i>First</i> look"));
        assertEquals(List.of(), browser.errors());
    }

    /** What is wrong is said in the service's words. */
    private void askWrongly() throws IOException {
        ask("{\"model\": \"<b>none</b>\"}");
        browser.awaitText(By.id("wrong"), "<b>none</b>");
        browser.look("new");
        List<String> errors = browser.errors();
        assertTrue(errors.stream().allMatch(PageVisit::isRefusal),
                errors::toString);
    }

    /** The form and the JSON are in step, and a refusal stands beside its field. */
    private void fillIn() throws IOException {
        browser.go(page + "#/");
        browser.go(page + "#/new");
        browser.click(By.xpath("//summary[.='tokens']"));
        WebElement count = browser.await(By.id("field-tokens.count"));
        count.clear();
        count.sendKeys("3\t");
        assertTrue(browser.await(By.id("specification")).getDomProperty("value").contains("\"count\": 3"));
        browser.look("form");
        count.clear();
        count.sendKeys("2048\t");
        browser.awaitText(By.id("takes"), "About ");
        count.clear();
        count.sendKeys("3\t");
        browser.click(By.xpath("//button[.='Request it']"));
        browser.awaitText(By.id("field-tokens.count-wrong"), "tokens.count is 3; it must lie between 8 and");
        assertEquals("true", count.getDomAttribute("aria-invalid"));
        List<String> errors = browser.errors();
        assertTrue(errors.stream().allMatch(PageVisit::isRefusal),
                errors::toString);

        // From the JSON to the form
        ask("{\"model\": \"tiny-gpt2\", \"graph\": {\"louvainRuns\": 1000000}}");
        browser.awaitText(By.id("field-graph.louvainRuns-wrong"), "graph.louvainRuns is 1000000");
        assertEquals("tiny-gpt2", browser.await(By.id("field-model")).getDomProperty("value"));
        browser.errors();
    }

    /** Of a request, or of its estimate. */
    private static boolean isRefusal(String error) {
        return error.contains("400") && (error.contains("/experiments") || error.contains("/estimates"));
    }

    /** From the request to what was found, without a look at anything else. */
    private void followToTheEnd() throws IOException {
        ask("{\"model\": \"tiny-neox\", \"seed\": 13, \"tokens\": {\"count\": 1024, \"contextLength\": 64},"
                + " \"regimes\": {\"bootstraps\": 20, \"permutations\": 19, \"tailDraws\": 0},"
                + " \"graph\": {\"observations\": 200, \"controls\": 19, \"louvainRuns\": 2, \"bootstraps\": 20, \"layerRuns\": 0},"
                + " \"attention\": {\"headContexts\": 4, \"patchingPairs\": 0, \"controlDirections\": 2},"
                + " \"mechanisms\": {\"controls\": 0, \"matchedSets\": 19}}");
        browser.await(By.xpath("//h2[.='Progress']"));
        browser.awaitText(By.cssSelector(".state"), "completed");
        browser.await(By.xpath("//h2[.='What it found']"));
        assertEquals(List.of(), browser.errors());
    }

    private String askAndCancel(String specification) throws IOException {
        ask(specification);
        browser.await(By.xpath("//h2[.='Progress']"));
        browser.look("progress");
        String id = browser.await(HEADING).getText().replace("Experiment ", "");
        browser.click(By.xpath("//button[.='Cancel']"));
        browser.accept();
        browser.awaitText(By.cssSelector(".state"), "cancelled");
        return id;
    }

    private void ask(String specification) {
        browser.go(page + "#/new");
        WebElement text = browser.await(By.id("specification"));
        text.clear();
        text.sendKeys(specification);
        browser.click(By.xpath("//button[.='Request it']"));
    }
}
