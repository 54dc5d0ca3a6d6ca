// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Bundle.Container;
import dev.mainstay.model.Bundle.Mapping;
import dev.mainstay.model.Bundle.Network;
import dev.mainstay.model.Bundle.Storage;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ConfigurationProto;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Services in containers. */
final class BundleCodec {

    private BundleCodec() {}

    static ConfigurationProto.Bundle encode(Bundle bundle) {
        var message = ConfigurationProto.Bundle.newBuilder()
                .setId(bundle.id().value())
                .setOptions(ResourceCodec.encode(bundle.options()))
                .setContainer(ConfigurationProto.Bundle.Container.newBuilder()
                        .setTechnology(bundle.container().technology())
                        .putAllOptions(bundle.container().options()));
        bundle.network().ifPresent(network -> message.setNetwork(encode(network)));
        bundle.storage().ifPresent(storage -> message.setStorage(encode(storage)));
        bundle.primitive()
                .ifPresent(primitive -> message.setPrimitive(ResourceCodec.encode(primitive)));
        return message.build();
    }

    static Bundle bundle(ConfigurationProto.Bundle message) throws MalformedField {
        return new Bundle(
                new ResourceId(required("id", message.getId())),
                decode("options", message.getOptions(), ResourceCodec::options),
                decode("container", message.getContainer(), BundleCodec::container),
                message.hasNetwork()
                        ? Optional.of(decode("network", message.getNetwork(), BundleCodec::network))
                        : Optional.empty(),
                message.hasStorage()
                        ? Optional.of(decode("storage", message.getStorage(), BundleCodec::storage))
                        : Optional.empty(),
                message.hasPrimitive()
                        ? Optional.of(decode("primitive", message.getPrimitive(),
                                ResourceCodec::primitive))
                        : Optional.empty());
    }

    private static Container container(ConfigurationProto.Bundle.Container message)
            throws MalformedField {
        return new Container(
                required("technology", message.getTechnology()),
                new TreeMap<>(message.getOptionsMap()));
    }

    private static ConfigurationProto.Bundle.Network encode(Network network) {
        var message = ConfigurationProto.Bundle.Network.newBuilder()
                .putAllOptions(network.options())
                .addAllPorts(encode(network.ports()));
        network.id().ifPresent(message::setId);
        return message.build();
    }

    private static Network network(ConfigurationProto.Bundle.Network message)
            throws MalformedField {
        return new Network(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                new TreeMap<>(message.getOptionsMap()),
                decodeAll("ports", message.getPortsList(), BundleCodec::mapping));
    }

    private static ConfigurationProto.Bundle.Storage encode(Storage storage) {
        var message = ConfigurationProto.Bundle.Storage.newBuilder()
                .addAllMappings(encode(storage.mappings()));
        storage.id().ifPresent(message::setId);
        return message.build();
    }

    private static Storage storage(ConfigurationProto.Bundle.Storage message)
            throws MalformedField {
        return new Storage(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                decodeAll("mappings", message.getMappingsList(), BundleCodec::mapping));
    }

    private static List<ConfigurationProto.Bundle.Mapping> encode(List<Mapping> mappings) {
        return mappings.stream()
                .map(mapping -> ConfigurationProto.Bundle.Mapping.newBuilder()
                        .setId(mapping.id())
                        .putAllOptions(mapping.options())
                        .build())
                .toList();
    }

    private static Mapping mapping(ConfigurationProto.Bundle.Mapping message)
            throws MalformedField {
        return new Mapping(
                required("id", message.getId()),
                new TreeMap<>(message.getOptionsMap()));
    }
}
