package io.plateau.contracts.specification;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on a model hub, written {@code organisation/name} or {@code organisation/name@revision}. Each part is safe as
 * the name of a folder: no part is or contains {@code ..}, none begins with a dot or a hyphen.
 *
 * @param organisation who publishes it, e.g. {@code EleutherAI}
 * @param name e.g. {@code pythia-410m}
 * @param revision branch, tag or commit; {@code main} unless said otherwise
 */
public record HubModelId(String organisation, String name, String revision) {
    private static final String DEFAULT_REVISION = "main";
    private static final int LONGEST_REVISION = 128;
    /** The hub's own rule: at most 96 letters, digits, {@code _.-}, no {@code --} or {@code ..}, not ending in {@code .git}. */
    private static final Pattern PART = Pattern
            .compile("(?!.*(?:--|\\.\\.))(?!.*\\.git$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?");
    /** A subset of what git allows; slashes separate, as in {@code refs/pr/1}. */
    private static final Pattern REVISION = Pattern
            .compile("(?!.*\\.\\.)(?!.*\\.lock(?:/|$))[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern WHOLE = Pattern.compile("([^/@]+)/([^/@]+)(?:@([^@]+))?");

    public HubModelId {
        if (!PART.matcher(organisation).matches() || !PART.matcher(name).matches()
                || revision.length() > LONGEST_REVISION || !REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException(organisation + "/" + name + "@" + revision + " is no model of a hub");
        }
    }

    /** The model that a text names; empty when no hub can have one of that name. */
    public static Optional<HubModelId> parse(String text) {
        Matcher parts = WHOLE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String revision = parts.group(3) == null ? DEFAULT_REVISION : parts.group(3);
        try {
            return Optional.of(new HubModelId(parts.group(1), parts.group(2), revision));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same model at another revision. */
    public HubModelId at(String otherRevision) {
        return new HubModelId(organisation, name, otherRevision);
    }

    /** {@code organisation/name}. */
    public String repository() {
        return organisation + "/" + name;
    }

    /** Whether the revision is a commit, which never changes. */
    public boolean isPinned() {
        return COMMIT.matcher(revision).matches();
    }

    @Override
    public String toString() {
        return revision.equals(DEFAULT_REVISION) ? repository() : repository() + "@" + revision;
    }
}
