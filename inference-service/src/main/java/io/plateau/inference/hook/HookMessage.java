package io.plateau.inference.hook;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A notification, with the headers of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: the id, the same however often it is sent,
 * the time, and a signature over both and the body.
 */
record HookMessage(String id, URI address, String body) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    HttpRequest request(byte[] key, long epochSeconds) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE)
                .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .header("webhook-id", id).header("webhook-timestamp", Long.toString(epochSeconds))
                .header("webhook-signature", "v1," + signature(key, epochSeconds))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private String signature(byte[] key, long epochSeconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal((id + "." + epochSeconds + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
