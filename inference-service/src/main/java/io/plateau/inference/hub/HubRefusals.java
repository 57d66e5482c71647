package io.plateau.inference.hub;

import java.net.http.HttpResponse;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;

/** Error messages for requests that the hub refuses. */
final class HubRefusals {
    private final HubSettings settings;

    HubRefusals(HubSettings settings) {
        this.settings = settings;
    }

    /** Whether the repository and the revision are there but this file is not. */
    static boolean isMissingEntry(HttpResponse<?> response) {
        return response.statusCode() == 404 && "EntryNotFound".equals(code(response));
    }

    /**
     * @throws UnprocessableException when asking again would bring the same answer
     * @throws HubUnavailableException when it may not
     */
    void check(HubModelId id, HttpResponse<?> response) throws HubUnavailableException {
        int status = response.statusCode();
        if (status == 408 || status == 429 || status >= 500) {
            throw new HubUnavailableException(hub() + " answered " + status + " for " + id);
        }
        if (status < 400) {
            return;
        }
        throw new UnprocessableException(switch (code(response)) {
            case "GatedRepo" -> "model " + id + " is gated: accept its terms at " + settings.endpoint() + "/"
                    + id.repository() + " and give a token of that account as HF_TOKEN";
            case "RevisionNotFound" -> "model " + id.repository() + " has no revision '" + id.revision() + "' on "
                    + hub();
            case "EntryNotFound" -> "a file of model " + id + " is no longer on " + hub();
            default -> byStatus(id, status);
        });
    }

    private String byStatus(HubModelId id, int status) {
        return switch (status) {
            case 401 ->
                hub() + " does not let model " + id + " be read (401): there is no such model, or it is private; "
                        + (settings.token() == null
                                ? "if it is private, give a token as HF_TOKEN"
                                : "the token in HF_TOKEN may be wrong or expired");
            case 403 -> hub() + " forbids to read model " + id + " (403): the token in HF_TOKEN has no access to it";
            case 404 -> "there is no model " + id + " on " + hub();
            default -> hub() + " answered " + status + " for model " + id;
        };
    }

    private String hub() {
        return "the hub at " + settings.endpoint();
    }

    private static String code(HttpResponse<?> response) {
        return response.headers().firstValue("X-Error-Code").orElse("");
    }
}
