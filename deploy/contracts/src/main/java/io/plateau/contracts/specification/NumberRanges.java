package io.plateau.contracts.specification;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between which values the numbers of a specification must lie. The bounds are read from the sentence in which a value far outside is
 * refused, so that they are those that are checked.
 */
public final class NumberRanges {
    private static final Pattern REFUSAL = Pattern.compile(" must lie between (\\S+) and (\\S+)$");
    private static final String DOCUMENT = "{\"model\": \"m\", %s}";
    private static final int FAR_OUTSIDE = -1_000_000_000;

    private NumberRanges() {
    }

    /** The lowest and the highest valid value; where 0 switches a part off, the lowest is 0, though small values above it are refused. */
    public record Range(BigDecimal lowest, BigDecimal highest) {
    }

    /** By path, such as {@code tokens.count}; numbers that are not bounded on both sides have none. */
    public static Map<String, Range> all() {
        Map<String, Range> found = new TreeMap<>();
        add(ExperimentSpecification.class, "%s", "", found);
        return found;
    }

    private static void add(Class<?> record, String within, String prefix, Map<String, Range> found) {
        for (RecordComponent field : record.getRecordComponents()) {
            String given = String.format(Locale.ROOT, within, "\"" + field.getName() + "\": %s");
            if (field.getType().isRecord()) {
                add(field.getType(), given.replace("%s", "{%s}"), prefix + field.getName() + ".", found);
            } else if (Number.class.isAssignableFrom(field.getType())) {
                Matcher refusal = REFUSAL.matcher(refusal(given, FAR_OUTSIDE));
                if (refusal.find()) {
                    BigDecimal lowest = new BigDecimal(refusal.group(1));
                    boolean switchesOff = lowest.signum() > 0 && refusal(given, 0).isEmpty();
                    found.put(prefix + field.getName(),
                            new Range(switchesOff ? BigDecimal.ZERO : lowest, new BigDecimal(refusal.group(2))));
                }
            }
        }
    }

    /** Empty where the value is taken. */
    private static String refusal(String given, int value) {
        try {
            ExperimentSpecification
                    .parse(String.format(Locale.ROOT, DOCUMENT, String.format(Locale.ROOT, given, value)));
            return "";
        } catch (InvalidSpecificationException e) {
            return e.getMessage();
        }
    }
}
