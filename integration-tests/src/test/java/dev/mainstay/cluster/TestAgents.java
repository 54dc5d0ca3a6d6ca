// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder of OCF agents of the provider {@code test}, written by a test. */
record TestAgents(Path root) {

    private static final String METADATA = """
            #!/bin/sh
            if [ "$1" = meta-data ]; then
            cat <<END
            <?xml version="1.0"?>
            <resource-agent name="TYPE" version="1">
            <version>1.1</version>
            <shortdesc lang="en">An agent of a test</shortdesc>
            <parameters>
            <parameter name="level" reloadable="1"><content type="string" default="1"/></parameter>
            </parameters>
            <actions>
            <action name="start" timeout="20s"/><action name="stop" timeout="20s"/>
            <action name="monitor" timeout="20s" interval="10s"/>
            <action name="reload-agent" timeout="20s"/><action name="notify" timeout="20s"/>
            <action name="promote" timeout="20s"/><action name="demote" timeout="20s"/>
            <action name="migrate_to" timeout="20s"/><action name="migrate_from" timeout="20s"/>
            <action name="meta-data" timeout="5s"/>
            </actions>
            </resource-agent>
            END
            exit 0
            fi
            """;

    /** More lines for the settings of a node that finds these agents. */
    String settings() {
        return "agent-roots: [" + root + "]";
    }

    Path script(String type) {
        return root.resolve("test").resolve(type);
    }

    /** An agent with metadata that does this for every other action, which is in {@code $1}. */
    void write(String type, String body) throws IOException {
        writeRaw(type, METADATA.replace("TYPE", type) + body);
    }

    void writeRaw(String type, String content) throws IOException {
        Path script = script(type);
        Files.createDirectories(script.getParent());
        Files.writeString(script, content);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
