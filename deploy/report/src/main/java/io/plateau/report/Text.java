package io.plateau.report;

import java.util.List;

/** Running text for a plain terminal. */
final class Text {

    /** What a report's lines never exceed. */
    static final int WIDTH = 120;

    private Text() {
    }

    /** Text on one line, without control characters: names and reasons come from outside and may not steer a terminal. */
    static String plain(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /** The text cut to a length, the cut marked. */
    static String abbreviate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 2) + "..".substring(0, Math.min(2, length));
    }

    /** Lines of at most {@link #WIDTH} characters, broken between words, all but the first indented as the first and 2 more. */
    static String wrapped(String indent, String text) {
        return wrapped(indent, text, WIDTH);
    }

    /** Lines of about so many characters, broken between words. */
    static List<String> lines(String text, int width) {
        return wrapped("", text, width).lines().map(String::strip).toList();
    }

    private static String wrapped(String indent, String text, int width) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : plain(text).split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent).append("  ");
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return lines.append(line).append('\n').toString();
    }
}
