// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.tag;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.Tags;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a tag stands for. */
@Command(
        name = "update",
        description = "Changes what a tag stands for.",
        customSynopsis = {
            "mainstay tag update TAG [add ID... [--before=ID|--after=ID]] [remove ID...]"
                    + " [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay tag update web-services add cache --after address remove web"})
public final class TagUpdateCommand extends ChangeVerb {

    private static final String ADD = "add";
    private static final String REMOVE = "remove";

    @Parameters(index = "0", paramLabel = "TAG", description = "The tag.")
    private String tag = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Option(names = "--before", paramLabel = "ID", description = "Adds before this one.")
    private Optional<String> before = Optional.empty();

    @Option(names = "--after", paramLabel = "ID", description = "Adds after this one.")
    private Optional<String> after = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        if (words.size() < 2 || !(words.getFirst().equals(ADD) || words.getFirst().equals(REMOVE))
                || (before.isPresent() && after.isPresent())) {
            throw CommandFailure.usage("What is to be added to the tag or removed from it?",
                    "For example: web-services add web --after database");
        }
        return editor(cluster).edit("Changed tag " + tag + ".",
                configuration -> List.of(Edits.put(changed(configuration))));
    }

    private Tag changed(Configuration configuration) {
        Tag rest = Tags.without(Tags.get(configuration, tag), section(REMOVE, ADD));
        List<String> added = section(ADD, REMOVE);
        Tag whole = Tags.with(configuration, rest, added, place(rest));
        if (whole.getReferencesCount() == 0) {
            throw CommandFailure.refused("Nothing would be left of the tag '" + tag + "'.",
                    "To remove it: mainstay tag delete " + tag);
        }
        return whole;
    }

    private int place(Tag rest) {
        Optional<String> neighbour = before.or(() -> after);
        if (neighbour.isEmpty()) {
            return rest.getReferencesCount();
        }
        int at = rest.getReferencesList().indexOf(neighbour.get());
        if (at < 0) {
            throw CommandFailure.refused(
                    "'" + neighbour.get() + "' is not in the tag '" + tag + "'.", "");
        }
        return before.isPresent() ? at : at + 1;
    }

    /** The words after one keyword, up to the other. */
    private List<String> section(String keyword, String other) {
        int begin = words.indexOf(keyword);
        if (begin < 0) {
            return List.of();
        }
        int end = words.indexOf(other);
        return words.subList(begin + 1, end > begin ? end : words.size());
    }
}
