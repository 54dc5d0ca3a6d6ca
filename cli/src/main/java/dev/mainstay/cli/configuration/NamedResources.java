// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** What is meant by the names of resources on a command line: a tag stands for what it lists. */
public final class NamedResources {

    private NamedResources() {}

    /**
     * The resources in the order in which they were named.
     *
     * @throws dev.mainstay.cli.failure.CommandFailure where one is neither resource nor tag
     */
    public static List<Resource> of(Configuration configuration, List<String> names) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        for (String name : names) {
            List<String> tagged = configuration.getTagsList().stream()
                    .filter(tag -> tag.getId().equals(name))
                    .map(Tag::getReferencesList)
                    .<String>flatMap(List::stream)
                    .filter(id -> Resources.find(configuration, id).isPresent())
                    .toList();
            ids.addAll(tagged.isEmpty() ? List.of(name) : tagged);
        }
        return ids.stream().map(id -> Resources.get(configuration, id)).toList();
    }

    /** The ids of the primitives that they consist of, and their own. */
    public static List<String> withParts(Configuration configuration, List<String> names) {
        return of(configuration, names).stream()
                .flatMap(NamedResources::tree)
                .map(Resources::id)
                .distinct()
                .toList();
    }

    /**
     * The resources, and clones of them and what they clone: these are one thing to who names
     * either, and what is set on one alone, the other would outvote. A parent comes before its
     * child.
     */
    public static List<Resource> withClones(Configuration configuration, List<String> names) {
        SequencedSet<Resource> all = new LinkedHashSet<>();
        for (Resource resource : of(configuration, names)) {
            // A parent goes first: its edit carries its children as they were.
            Resources.parent(configuration, Resources.id(resource))
                    .filter(Resource::hasClone)
                    .ifPresent(all::add);
            all.add(resource);
            if (resource.hasClone()) {
                all.add(resource.getClone().getChild());
            }
        }
        return List.copyOf(all);
    }

    private static Stream<Resource> tree(Resource resource) {
        return Stream.concat(Stream.of(resource),
                Resources.children(resource).stream().flatMap(NamedResources::tree));
    }
}
