// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.model.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A small YAML mapping that a person or Mainstay wrote. Every mistake is a
 * {@link StartupFailure} that names file, key and what is expected.
 */
final class SettingsDocument {

    private static final int PORT_MAX = 65_535;

    private final Path file;
    private final String path;
    private final JsonNode node;
    private final Set<String> unread = new TreeSet<>();

    private SettingsDocument(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        unread.addAll(node.propertyNames());
    }

    /** @throws StartupFailure CONFIGURATION when it is missing or malformed */
    static SettingsDocument read(Path file) {
        try {
            JsonNode node = new YAMLMapper().readTree(Files.readString(file));
            if (!node.isObject()) {
                throw new StartupFailure(ExitCode.CONFIGURATION,
                        file + ": expected a mapping of settings");
            }
            return new SettingsDocument(file, "", node);
        } catch (NoSuchFileException missing) {
            throw new StartupFailure(ExitCode.CONFIGURATION, file + " does not exist: this node"
                    + " has to be set up first, by 'cluster init' or 'cluster join'", missing);
        } catch (JacksonException malformed) {
            throw new StartupFailure(ExitCode.CONFIGURATION,
                    file + " is not valid YAML: " + reason(malformed), malformed);
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.INPUT_OUTPUT,
                    "cannot read " + file + " (" + FolderLock.reason(failure) + ")", failure);
        }
    }

    String required(String key) {
        return text(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<String> text(String key) {
        unread.remove(key);
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw wrong(key, "expected one value");
        }
        return Optional.of(value.asString());
    }

    int port(String key, int fallback) {
        return (int) number(key, 1, PORT_MAX, fallback);
    }

    /** A whole number between two bounds, both included. */
    long number(String key, long minimum, long maximum, long fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        return text.filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(number -> number >= minimum && number <= maximum)
                .orElseThrow(() -> wrong(key, "expected a whole number from " + minimum + " to "
                        + maximum + ", got \"" + text.get() + "\""));
    }

    Duration duration(String key, Duration fallback) {
        Optional<String> text = text(key);
        return text.isEmpty() ? fallback
                : text.flatMap(DurationText::parse)
                        .filter(Duration::isPositive)
                        .orElseThrow(() -> wrong(key,
                                "expected a duration such as 500ms or 2s, got \"" + text.get()
                                        + "\""));
    }

    Optional<List<String>> texts(String key) {
        unread.remove(key);
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            throw wrong(key, "expected a list");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asString()));
        return Optional.of(texts);
    }

    /** The mapping under a key; an empty one where it is missing. */
    SettingsDocument section(String key) {
        unread.remove(key);
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return new SettingsDocument(file, path + key + ".",
                    new YAMLMapper().createObjectNode());
        }
        if (!value.isObject()) {
            throw wrong(key, "expected a mapping");
        }
        return new SettingsDocument(file, path + key + ".", value);
    }

    /** A key that nobody asked for is a typing mistake. */
    void refuseUnread() {
        if (!unread.isEmpty()) {
            throw wrong(unread.iterator().next(), "is no setting known here");
        }
    }

    StartupFailure wrong(String key, String problem) {
        return new StartupFailure(
                ExitCode.CONFIGURATION, file + ": " + path + key + ": " + problem);
    }

    /** On one line: the parser's words without the extract of the file that it draws under them. */
    private static String reason(JacksonException malformed) {
        String words = malformed.getOriginalMessage().lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
        return words + " (line " + malformed.getLocation().getLineNr() + ")";
    }
}
