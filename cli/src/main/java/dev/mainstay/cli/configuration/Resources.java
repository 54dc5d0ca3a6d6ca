// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Group;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tree of resources: primitives in groups, either of them in clones, primitives in bundles. */
public final class Resources {

    private static final String STONITH = "stonith";

    private Resources() {}

    public static String id(Resource resource) {
        return switch (resource.getKindCase()) {
            case PRIMITIVE -> resource.getPrimitive().getId();
            case GROUP -> resource.getGroup().getId();
            case CLONE -> resource.getClone().getId();
            case BUNDLE -> resource.getBundle().getId();
            case KIND_NOT_SET -> "";
        };
    }

    public static List<Resource> children(Resource resource) {
        return switch (resource.getKindCase()) {
            case PRIMITIVE, KIND_NOT_SET -> List.of();
            case GROUP -> resource.getGroup().getMembersList().stream()
                    .map(Resources::of).toList();
            case CLONE -> List.of(resource.getClone().getChild());
            case BUNDLE -> resource.getBundle().hasPrimitive()
                    ? List.of(of(resource.getBundle().getPrimitive()))
                    : List.of();
        };
    }

    /** What it is by itself, whatever is in it. */
    public static Resource withoutChildren(Resource resource) {
        Resource.Builder builder = resource.toBuilder();
        switch (resource.getKindCase()) {
            case GROUP -> builder.getGroupBuilder().clearMembers();
            case CLONE -> builder.getCloneBuilder().clearChild();
            case BUNDLE -> builder.getBundleBuilder().clearPrimitive();
            case PRIMITIVE, KIND_NOT_SET -> {}
        }
        return builder.build();
    }

    public static Resource of(Primitive primitive) {
        return Resource.newBuilder().setPrimitive(primitive).build();
    }

    public static Resource of(Group group) {
        return Resource.newBuilder().setGroup(group).build();
    }

    /** All of them, each before its children. */
    public static List<Resource> all(Configuration configuration) {
        List<Resource> all = new ArrayList<>();
        configuration.getResourcesList().forEach(resource -> collect(resource, all));
        return all;
    }

    public static Optional<Resource> find(Configuration configuration, String id) {
        return all(configuration).stream().filter(r -> id(r).equals(id)).findFirst();
    }

    /** @throws CommandFailure where there is none */
    public static Resource get(Configuration configuration, String id) {
        return find(configuration, id).orElseThrow(() -> CommandFailure.refused(
                "There is no resource '" + id + "'.",
                "'mainstay resource config' shows those there are."));
    }

    /** @throws CommandFailure where there is none, or it is no group */
    public static Group group(Configuration configuration, String id) {
        Resource resource = get(configuration, id);
        if (!resource.hasGroup()) {
            throw CommandFailure.refused("'" + id + "' is a "
                    + kind(resource) + ", not a group.", "");
        }
        return resource.getGroup();
    }

    /** What directly holds the resource with this id. */
    public static Optional<Resource> parent(Configuration configuration, String id) {
        return all(configuration).stream()
                .filter(r -> children(r).stream().anyMatch(child -> id(child).equals(id)))
                .findFirst();
    }

    public static boolean isFenceDevice(Resource resource) {
        return resource.hasPrimitive()
                && resource.getPrimitive().getAgent().getStandard().equals(STONITH);
    }

    public static String kind(Resource resource) {
        return switch (resource.getKindCase()) {
            case PRIMITIVE -> isFenceDevice(resource) ? "fence device" : "primitive";
            case GROUP -> "group";
            case CLONE -> "clone";
            case BUNDLE -> "bundle";
            case KIND_NOT_SET -> "resource";
        };
    }

    public static ResourceOptions options(Resource resource) {
        return switch (resource.getKindCase()) {
            case PRIMITIVE -> resource.getPrimitive().getOptions();
            case GROUP -> resource.getGroup().getOptions();
            case CLONE -> resource.getClone().getOptions();
            case BUNDLE -> resource.getBundle().getOptions();
            case KIND_NOT_SET -> ResourceOptions.getDefaultInstance();
        };
    }

    public static Resource withOptions(
            Resource resource, UnaryOperator<ResourceOptions> change) {
        ResourceOptions changed = change.apply(options(resource));
        Resource.Builder builder = resource.toBuilder();
        switch (resource.getKindCase()) {
            case PRIMITIVE -> builder.getPrimitiveBuilder().setOptions(changed);
            case GROUP -> builder.getGroupBuilder().setOptions(changed);
            case CLONE -> builder.getCloneBuilder().setOptions(changed);
            case BUNDLE -> builder.getBundleBuilder().setOptions(changed);
            case KIND_NOT_SET -> {}
        }
        return builder.build();
    }

    private static void collect(Resource resource, List<Resource> all) {
        all.add(resource);
        children(resource).forEach(child -> collect(child, all));
    }
}
