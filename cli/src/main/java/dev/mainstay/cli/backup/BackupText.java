// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.cli.render.TextTable;
import dev.mainstay.codec.BackupCodec;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.BackupHeader;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Revision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in a backup, for people and for programs. */
final class BackupText {

    private BackupText() {}

    static Map<String, Object> tree(Path file, Backup backup) {
        BackupHeader header = backup.header();
        ClusterState state = backup.state();
        Configuration configuration = state.configuration();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.toString());
        tree.put("format", BackupCodec.VERSION);
        tree.put("digest", backup.digest());
        tree.put("cluster", header.cluster().name());
        tree.put("clusterId", header.cluster().clusterId());
        tree.put("generation", header.generation());
        tree.put("revision", header.revision());
        tree.put("index", header.position().index());
        tree.put("term", header.position().term());
        tree.put("featureLevel", header.featureLevel());
        tree.put("logTime", header.logTime().toString());
        tree.put("savedAt", header.savedAt().toString());
        tree.put("savedBy", header.savedBy());
        tree.put("nodes", state.members().keySet().stream().map(NodeId::value).toList());
        tree.put("resources", configuration.resources().stream()
                .map(resource -> resource.id().value()).toList());
        tree.put("constraints", configuration.constraints().size());
        tree.put("tickets", List.copyOf(state.tickets().keySet()));
        tree.put("keptRevisions", state.revisions().kept().values().stream()
                .map(Revision::number).toList());
        return tree;
    }

    static String text(Path file, Backup backup) {
        TextTable table = new TextTable();
        tree(file, backup).forEach((name, value) -> table.row(label(name), switch (value) {
            case List<?> list when name.equals("keptRevisions") -> span(list);
            case List<?> list -> list.isEmpty()
                    ? "none"
                    : String.join(", ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        }));
        return table.format("");
    }

    private static String span(List<?> revisions) {
        return revisions.getFirst() + " to " + revisions.getLast();
    }

    /** {@code clusterId} as {@code Cluster id}. */
    private static String label(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter)) {
                words.append(' ');
            }
            words.append(words.isEmpty()
                    ? Character.toUpperCase(letter)
                    : Character.toLowerCase(letter));
        }
        return words.toString();
    }
}
