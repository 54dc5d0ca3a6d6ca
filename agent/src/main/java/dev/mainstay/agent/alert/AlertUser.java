// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A local account that alert agents run as.
 *
 * @param group number of its main group
 */
public record AlertUser(String name, int number, int group, String home) {

    /** Accounts without rights that packages make for clusters; the first one there is is used. */
    public static final List<String> USUAL = List.of("mainstay", "hacluster");

    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final Path SELF = Path.of("/proc/self");
    private static final int FIELDS = 7;

    /**
     * The first of these accounts that this machine has.
     *
     * @throws IOException when the accounts cannot be read
     */
    public static Optional<AlertUser> first(List<String> names) throws IOException {
        List<AlertUser> accounts;
        try (Stream<String> lines = Files.lines(ACCOUNTS)) {
            accounts = lines.flatMap(line -> parse(line).stream()).toList();
        }
        return names.stream()
                .flatMap(name -> accounts.stream().filter(user -> user.name().equals(name)))
                .findFirst();
    }

    /** Whether this process may become another user. */
    public static boolean mayChange() throws IOException {
        return Files.getAttribute(SELF, "unix:uid").equals(0);
    }

    private static Optional<AlertUser> parse(String line) {
        String[] fields = line.split(":", -1);
        try {
            return fields.length == FIELDS
                    ? Optional.of(new AlertUser(fields[0], Integer.parseInt(fields[2]),
                            Integer.parseInt(fields[3]), fields[5]))
                    : Optional.empty();
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** The command as this user. */
    List<String> running(List<String> command) {
        return Stream.concat(
                Stream.of("setpriv", "--reuid=" + number, "--regid=" + group, "--init-groups",
                        "--"),
                command.stream()).toList();
    }

    /** Variables by which programs know who they are. */
    Map<String, String> variables() {
        return Map.of("USER", name, "LOGNAME", name, "HOME", home);
    }
}
