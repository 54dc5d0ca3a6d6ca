// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables that every resource agent of this machine gets. */
final class AgentEnvironment {
    /** What a program needs to find itself at home; nothing else is inherited. */
    private static final List<String> INHERITED =
            List.of("HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "JAVA_HOME");
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private AgentEnvironment() {}

    /** Creates the folders that the variables name. */
    static Map<String, String> create(AgentConfiguration configuration,
            Map<String, String> inherited) throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String name : INHERITED) {
            Optional.ofNullable(inherited.get(name)).ifPresent(value -> variables.put(name, value));
        }
        Path run = switch (configuration.privileges()) {
            case SYSTEM -> Path.of("/run");
            case CONFINED -> configuration.stateDirectory().resolve("run");
        };
        Path records = Files.createDirectories(run.resolve("resource-agents"));
        variables.put("PATH", path(configuration, inherited));
        variables.put("HA_RSCTMP", records.toString());
        variables.put("HA_VARRUN", run.toString());
        variables.put("HA_VARLOCK",
                Files.createDirectories(run.resolve("lock")).toString());
        variables.put("HA_SBIN_DIR", configuration.toolDirectories()
                .stream()
                .findFirst()
                .map(Path::toString)
                .orElse("/usr/sbin"));
        variables.put("PCMK_service", "pacemaker-execd");
        // No log facility or file is named: what agents say on standard error is in this log.
        variables.put("PCMK_debug", "0");
        variables.put("HA_debug", "0");
        variables.put(AgentConfiguration.SESSION_VARIABLE, configuration.sessionMarker());
        return variables;
    }

    private static String path(AgentConfiguration configuration, Map<String, String> inherited) {
        Stream<String> tools = configuration.toolDirectories().stream().map(Path::toString);
        Stream<String> rest = Stream.of(inherited.getOrDefault("PATH", ""), SYSTEM_PATH)
                .filter(path -> !path.isEmpty());
        return Stream.concat(tools, rest).collect(Collectors.joining(":"));
    }
}
