package io.plateau.local.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and the certificates that it signs, made by the JDK's keytool. */
public final class Authority {
    public static final String PASSWORD = "of-the-keys";
    private static final String ALIAS = "authority";

    private final Path directory;
    private final Path store;

    private Authority(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("authority.p12");
    }

    /** @param directory to write files to; made where absent */
    public static Authority in(Path directory) throws IOException, InterruptedException {
        Authority authority = new Authority(Files.createDirectories(directory));
        authority.keytool(ALIAS, "-ext", "bc:c", "-validity", "2");
        return authority;
    }

    /** Its own certificate, a PEM file. */
    public Path certificate() throws IOException, GeneralSecurityException {
        return Files.writeString(directory.resolve("ca.crt"),
                pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded()));
    }

    /**
     * Issues a certificate.
     *
     * @param subject a name for files, too
     * @param hosts that it is for, such as {@code ip:127.0.0.1}
     * @param expired whether it has been invalid since yesterday
     */
    public Issued issue(String subject, String hosts, boolean expired)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<String> options = new ArrayList<>(
                List.of("-signer", ALIAS, "-signerkeypass", PASSWORD, "-ext", "san=" + hosts));
        options.addAll(expired ? List.of("-startdate", "-3d", "-validity", "2") : List.of("-validity", "2"));
        keytool(subject, options.toArray(String[]::new));
        KeyStore all = load();
        return new Issued(pem("PRIVATE KEY", all.getKey(subject, PASSWORD.toCharArray()).getEncoded()),
                pem("CERTIFICATE", all.getCertificate(subject).getEncoded()), all, subject);
    }

    /**
     * A certificate and its key.
     *
     * @param key PEM
     * @param certificate PEM
     * @param store that holds both under the alias, among others
     */
    public record Issued(String key, String certificate, KeyStore store, String alias) {
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + kind + "-----\n";
    }

    private void keytool(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
