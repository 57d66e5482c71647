package io.plateau.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and the certificates that it signs, in the files of Strimzi's Secrets. Made by the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "a-password";

    private static final String AUTHORITY = "authority";

    private final Path directory;
    private final Path all;

    private Certificates(Path directory) {
        this.directory = directory;
        this.all = directory.resolve("all.p12");
    }

    static Certificates in(Path directory) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory);
        certificates.keytool(AUTHORITY, "-ext", "bc:c");
        return certificates;
    }

    /** {@code ca.crt}, PEM. */
    Path authority() throws IOException, GeneralSecurityException {
        String pem = Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(load().getCertificate(AUTHORITY).getEncoded());
        return Files.writeString(directory.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
    }

    /** {@code user.p12} of a subject CN=name, for 127.0.0.1 where it is a server's. */
    Path issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
        keytool(name, "-signer", AUTHORITY, "-signerkeypass", PASSWORD, "-ext", "san=ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = load().getCertificateChain(name);
        store.setKeyEntry(name, load().getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        Path file = directory.resolve(name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(all.toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-validity", "2",
                        "-storetype", "PKCS12",
                        "-keystore", all.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
