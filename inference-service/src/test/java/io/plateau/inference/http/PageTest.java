package io.plateau.inference.http;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** The page without a browser: what it is made of. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class PageTest {
    private static final int FIRST_VIEW = 300 * 1024;
    /** What an index or a module makes a browser load. */
    private static final Pattern LOADED = Pattern
            .compile("(?:<link[^>]* href=|<script[^>]* src=|from |import )[\"']([^\"']+)[\"']");
    private static final Pattern ELSEWHERE = Pattern.compile("[\"'(=]\\s*(https?:)?//(?!www\\.w3\\.org/)");

    @Test
    void everyPartIsServedFromHereAndTheFirstViewIsSmall() {
        Map<String, Integer> loaded = new TreeMap<>();
        Deque<String> toLoad = new ArrayDeque<>(List.of("/"));
        while (!toLoad.isEmpty()) {
            String path = toLoad.remove();
            Response part = when().get(path);
            part.then().statusCode(200).header("Content-Security-Policy", containsString("default-src 'self'"))
                    .header("X-Content-Type-Options", equalTo("nosniff")).header("Cache-Control", equalTo("no-cache"));
            loaded.put(path, part.asByteArray().length);
            String text = part.asString();
            if (!path.startsWith("/webjars/")) {
                assertTrue(!ELSEWHERE.matcher(text).find(), () -> path + " names another host");
                Matcher matcher = LOADED.matcher(text);
                while (matcher.find()) {
                    String found = matcher.group(1).startsWith("./")
                            ? path.substring(0, path.lastIndexOf('/') + 1) + matcher.group(1).substring(2)
                            : matcher.group(1);
                    if (!loaded.containsKey(found) && !toLoad.contains(found)) {
                        toLoad.add(found);
                    }
                }
            }
        }
        assertTrue(loaded.keySet().containsAll(List.of("/app/main.js", "/app/dom.js", "/app/style.css",
                "/webjars/uplot/1.6.30/dist/uPlot.esm.js")), loaded::toString);
        int size = loaded.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(size < FIRST_VIEW, () -> size + " bytes: " + loaded);
    }

    /** Scripts and styles within the document would not be run: the policy forbids them. */
    @Test
    void theDocumentHoldsNeitherScriptNorStyle() {
        String html = when().get("/").then().contentType("text/html").extract().asString();

        assertEquals(0, Pattern.compile("<script(?![^>]* src=)|<style| style=| on[a-z]+=").matcher(html).results()
                .count());
    }
}
