package io.plateau.local.moment;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/** Weaves the advices into the {@link Target}s as their classes are loaded. */
final class Weaver implements ClassFileTransformer {
    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain,
            byte[] classFile) {
        List<Target> targets = name == null ? List.of() : Target.of(name.replace('/', '.'));
        if (targets.isEmpty()) {
            return null;
        }
        try {
            return woven(targets, classFile, loader);
        } catch (RuntimeException | Error e) {
            // The JVM would go on with the class as it is, and the harness with a service that it cannot strike.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
            throw e;
        }
    }

    /** @throws IllegalStateException when a target has no such method, or several */
    static byte[] woven(List<Target> targets, byte[] classFile, ClassLoader loader) {
        String name = targets.get(0).className();
        ClassFileLocator locator = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, classFile),
                ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy().redefine(type, locator);
        for (Target target : targets) {
            int methods = type.getDeclaredMethods().filter(named(target.method())).size();
            if (methods != 1) {
                throw new IllegalStateException(
                        name + " has " + methods + " methods named " + target.method() + " to weave, not one");
            }
            builder = builder.visit(Advice.to(target.advice()).on(named(target.method())));
        }
        return builder.make().getBytes();
    }
}
