package io.plateau.inference.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plateau.inference.results.ExperimentArchive.Entry;
import io.plateau.inference.results.ExperimentArchive.Subject;

/** What an archive holds, in the words of RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): JSON-LD that repositories of data read. */
final class ResearchObject {
    static final String FILE = "ro-crate-metadata.json";
    private static final String VERSION = "https://w3id.org/ro/crate/1.1";

    private ResearchObject() {
    }

    static Map<String, Object> of(Subject subject, List<Entry> files) {
        List<Object> graph = new ArrayList<>();
        graph.add(node(FILE, "CreativeWork", "conformsTo", reference(VERSION), "about", reference("./")));
        graph.add(node("./", "Dataset", "name", "Experiment " + subject.id() + " on " + subject.model(),
                "description",
                "How the model " + subject.model() + " processes rare tokens, measured by Plateau on the corpus "
                        + subject.corpus()
                        + ": specification, provenance, every table of results and the figures. Status: "
                        + subject.status() + ".",
                "identifier", subject.id(), "datePublished", subject.finished().toString(), "hasPart",
                files.stream().map(file -> reference(file.name())).toList()));
        files.forEach(file -> graph.add(file(file)));
        for (Entry file : files) {
            if (file.table() != null) {
                file.table().columns().forEach(column -> graph.add(node(columnId(file, column), "PropertyValue", "name",
                        column.name(), "description", column.definition(), "valueReference", column.sqlType())));
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", VERSION + "/context");
        document.put("@graph", graph);
        return document;
    }

    private static Map<String, Object> file(Entry file) {
        Map<String, Object> node = node(file.name(), "File", "encodingFormat", file.mediaType(), "description",
                file.description(), "contentSize", String.valueOf(file.size()), "sha256", file.sha256());
        if (file.table() != null) {
            node.put("variableMeasured",
                    file.table().columns().stream().map(column -> reference(columnId(file, column))).toList());
        }
        return node;
    }

    private static String columnId(Entry file, ResultTable.Column column) {
        return "#" + file.table().name() + "." + column.name();
    }

    private static Map<String, Object> reference(String id) {
        return Map.of("@id", id);
    }

    private static Map<String, Object> node(String id, String type, Object... properties) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("@id", id);
        node.put("@type", type);
        for (int i = 0; i < properties.length; i += 2) {
            if (properties[i + 1] != null) {
                node.put((String) properties[i], properties[i + 1]);
            }
        }
        return node;
    }
}
