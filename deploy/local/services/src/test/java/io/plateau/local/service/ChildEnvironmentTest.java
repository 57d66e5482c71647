package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    @Test
    void otherToolsVariablesStayOutside() {
        Map<String, String> passed = ChildEnvironment.of(Map.of("PATH", "/bin", "PLATEAU_THREADS", "1", "HF_TOKEN", "t",
                "JAVA_TOOL_OPTIONS", "-Duser.language=tr", "QUARKUS_HTTP_PORT", "1", "KAFKA_SECURITY_PROTOCOL", "SSL",
                "PGUSER", "me", "PYTORCH_VERSION", "2.9.0", "LC_ALL", "de_DE.UTF-8"));
        assertEquals(
                Map.of("PATH", "/bin", "PLATEAU_THREADS", "1", "HF_TOKEN", "t", "LC_ALL", "de_DE.UTF-8"), passed);
    }

    @Test
    void fileNamesAreUtf8WhateverTheLocale() {
        for (String locale : List.of("C", "POSIX", "de_DE", "de_DE.ISO-8859-1", "")) {
            assertEquals("C.UTF-8", ChildEnvironment.of(Map.of("LC_ALL", locale)).get("LC_ALL"), locale);
        }
        assertEquals("C.UTF-8", ChildEnvironment.of(Map.of("LANG", "tr_TR.UTF-8")).get("LC_ALL"));
    }

    @Test
    void theEnginesVersionCountsOnlyWithALibraryOfTheHosts() {
        Map<String, String> host = Map.of("PYTORCH_VERSION", "2.7.1", "PYTORCH_FLAVOR", "cu128", "PYTORCH_LIBRARY_PATH",
                "/opt/libtorch/lib", "LC_ALL", "C.UTF-8");
        assertEquals(host, ChildEnvironment.of(host));
    }

    @Test
    void theUsersOptionsComeBeforeTheFixedLocale() {
        List<String> options = ChildEnvironment
                .jvmOptions(Map.of("PLATEAU_JAVA_OPTIONS", " -Duser.language=tr  -Xint "));
        assertEquals(List.of("-Duser.language=tr", "-Xint", "-Duser.language=en"), options.subList(0, 3));
    }
}
