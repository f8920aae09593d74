// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Name;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Finds modules by the names that imports use: full paths in lower case. The {@code S_OBJNAME} of a module counts before its name in the
 * module list, because members of libraries have relative names there. Case is ignored; of two modules with one name the first counts.
 *
 * <p>Immutable once built; {@link Builder} is confined to one thread.
 */
public final class CrossModuleNames {
    /** Given when no module has a name. */
    public static final int NONE = -1;

    private final Map<String, Integer> byObject;
    private final Map<String, Integer> byModule;

    private CrossModuleNames(Map<String, Integer> byObject, Map<String, Integer> byModule) {
        this.byObject = Map.copyOf(byObject);
        this.byModule = Map.copyOf(byModule);
    }

    /** Collects the names of modules. */
    public static final class Builder {
        private final Map<String, Integer> byObject = new HashMap<>();
        private final Map<String, Integer> byModule = new HashMap<>();

        /** Starts without any. */
        public Builder() {}

        /**
         * Adds the name in a module's {@code S_OBJNAME}.
         *
         * @param name the name
         * @param module number of the module
         */
        public Builder objectName(Name name, int module) {
            byObject.putIfAbsent(key(name), module);
            return this;
        }

        /**
         * Adds a module's name in the module list.
         *
         * @param name the name
         * @param module number of the module
         */
        public Builder moduleName(Name name, int module) {
            byModule.putIfAbsent(key(name), module);
            return this;
        }

        /** Gives what was collected. */
        public CrossModuleNames build() {
            return new CrossModuleNames(byObject, byModule);
        }
    }

    /**
     * Finds a module.
     *
     * @param name as an import has it
     * @return its number, or {@link #NONE}
     */
    public int find(Name name) {
        String key = key(name);
        Integer module = byObject.get(key);
        return module != null ? module : byModule.getOrDefault(key, NONE);
    }

    private static String key(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
