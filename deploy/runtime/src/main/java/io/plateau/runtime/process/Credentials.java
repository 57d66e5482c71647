package io.plateau.runtime.process;

import io.smallrye.config.ConfigMapping;

/** What has no default: the start ends here, before anything is connected to, when it is not set. */
@ConfigMapping(prefix = "plateau.credentials")
interface Credentials {
    /** The database role. */
    String role();

    /** Its password. */
    String password();
}
