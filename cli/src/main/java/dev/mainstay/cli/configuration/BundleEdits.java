// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.BundleWords;
import dev.mainstay.cli.grammar.BundleWords.MappingWords;
import dev.mainstay.proto.v1.ConfigurationProto.Bundle;
import dev.mainstay.proto.v1.ConfigurationProto.Bundle.Mapping;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes bundles and changes them. */
public final class BundleEdits {

    private static final String META = "-meta_attributes";
    private static final String PORT_MAP = "-port-map-";
    private static final String STORAGE_MAP = "-storage-map";

    private static final MappingWords NONE = new MappingWords(List.of(), List.of());

    private BundleEdits() {}

    /** @throws CommandFailure where the bundle has no technology or image, or its id is taken */
    public static ConfigurationEdit create(
            Configuration configuration, String id, BundleWords words) {
        if (words.technology().isEmpty()) {
            throw CommandFailure.usage("A bundle needs a kind of container.",
                    "For example: container podman image=httpd:1");
        }
        ElementIds ids = new ElementIds(configuration);
        Bundle.Builder bundle = Bundle.newBuilder().setId(ids.claimExactly(id));
        bundle.getContainerBuilder().setTechnology(words.technology().get());
        return put(filled(bundle.build(), words, ids));
    }

    /** Changes what is given, and leaves the rest. */
    public static ConfigurationEdit update(
            Configuration configuration, String id, BundleWords words) {
        return put(filled(get(configuration, id), words, new ElementIds(configuration)));
    }

    /** Makes it as if it were created with these words; its primitive stays. */
    public static ConfigurationEdit reset(
            Configuration configuration, String id, BundleWords words) {
        Bundle old = get(configuration, id);
        Bundle.Builder bundle = Bundle.newBuilder().setId(id);
        bundle.getContainerBuilder().setTechnology(old.getContainer().getTechnology());
        if (old.hasPrimitive()) {
            bundle.setPrimitive(old.getPrimitive());
        }
        Configuration without = configuration.toBuilder().clearResources()
                .addAllResources(configuration.getResourcesList().stream()
                        .filter(resource -> !Resources.id(resource).equals(id)).toList())
                .build();
        ElementIds ids = new ElementIds(without);
        ids.claim(id);
        return put(filled(bundle.build(), words, ids));
    }

    /** The bundle with the primitive in it. */
    public static Resource with(Configuration configuration, String id, Primitive primitive) {
        Bundle bundle = get(configuration, id);
        if (bundle.hasPrimitive()) {
            throw CommandFailure.refused("The bundle '" + id + "' has the resource '"
                    + bundle.getPrimitive().getId() + "' in it already.", "");
        }
        return Resource.newBuilder()
                .setBundle(bundle.toBuilder().setPrimitive(primitive)).build();
    }

    private static Bundle get(Configuration configuration, String id) {
        Resource resource = Resources.get(configuration, id);
        if (!resource.hasBundle()) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(resource)
                    + ", not a bundle.", "");
        }
        return resource.getBundle();
    }

    private static Bundle filled(Bundle before, BundleWords words, ElementIds ids) {
        String id = before.getId();
        Bundle.Builder bundle = before.toBuilder();
        words.technology().ifPresent(bundle.getContainerBuilder()::setTechnology);
        bundle.getContainerBuilder().clearOptions()
                .putAllOptions(merged(before.getContainer().getOptionsMap(), words.container()));
        if (!bundle.getContainer().containsOptions("image")) {
            throw CommandFailure.usage("A bundle needs the image of its containers.",
                    "Add it: container ... image=NAME");
        }
        if (!words.network().isEmpty() || !words.ports().equals(NONE)) {
            bundle.getNetworkBuilder().clearOptions().putAllOptions(
                    merged(before.getNetwork().getOptionsMap(), words.network()));
            bundle.getNetworkBuilder().clearPorts().addAllPorts(mappings(
                    before.getNetwork().getPortsList(), words.ports(), ids, id + PORT_MAP));
        }
        if (!words.storage().equals(NONE)) {
            bundle.getStorageBuilder().clearMappings().addAllMappings(mappings(
                    before.getStorage().getMappingsList(), words.storage(), ids,
                    id + STORAGE_MAP));
        }
        if (!words.meta().isEmpty()) {
            bundle.setOptions(meta(before.getOptions(), id, words.meta(), ids));
        }
        return bundle.build();
    }

    private static ResourceOptions meta(
            ResourceOptions options, String id, Map<String, String> values, ElementIds ids) {
        return options.toBuilder().clearMetaAttributes()
                .addAllMetaAttributes(AttributeSets.with(
                        options.getMetaAttributesList(), ids.claim(id + META), values))
                .build();
    }

    private static Map<String, String> merged(
            Map<String, String> before, Map<String, String> given) {
        Map<String, String> merged = new TreeMap<>(before);
        merged.putAll(given);
        merged.values().removeIf(String::isEmpty);
        return merged;
    }

    private static List<Mapping> mappings(
            List<Mapping> before, MappingWords words, ElementIds ids, String prefix) {
        List<Mapping> mappings = new ArrayList<>(before);
        for (String id : words.removed()) {
            if (!mappings.removeIf(mapping -> mapping.getId().equals(id))) {
                throw CommandFailure.refused("There is no mapping '" + id + "'.",
                        "'mainstay config show' shows those there are.");
            }
        }
        for (Map<String, String> added : words.added()) {
            Map<String, String> options = new TreeMap<>(added);
            options.remove("id");
            mappings.add(Mapping.newBuilder()
                    .setId(ids.claim(added, "id", prefix + port(added)))
                    .putAllOptions(options)
                    .build());
        }
        return mappings;
    }

    private static String port(Map<String, String> mapping) {
        return mapping.getOrDefault("port", mapping.getOrDefault("range", ""));
    }

    private static ConfigurationEdit put(Bundle bundle) {
        return Edits.put(Resource.newBuilder().setBundle(bundle).build());
    }
}
