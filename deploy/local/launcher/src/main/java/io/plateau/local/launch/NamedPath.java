package io.plateau.local.launch;

import java.nio.file.Path;

/**
 * Something the inference service finds by its name under a root.
 *
 * @param root folder that becomes one of the service's roots; null where the bundled root has it
 * @param name path below the root, with slashes
 */
record NamedPath(Path root, String name) {
}
