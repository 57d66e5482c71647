package io.plateau.inference.hub;

/**
 * A file on the hub at one commit.
 *
 * @param path within the repository
 * @param commit 40 hexadecimal digits
 * @param etag names the content: SHA-256 of a large file (64 digits), git's SHA-1 of a small one (40 digits)
 * @param size bytes
 */
record HubFile(String path, String commit, String etag, long size) {
}
