package io.plateau.inference.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.inference.store.SubscriptionEntity.State;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Subscriptions, deleted ones among them. */
@ApplicationScoped
public class SubscriptionRepository implements PanacheRepositoryBase<SubscriptionEntity, String> {

    /** Makes an active one, unless there is one of that id. */
    @Transactional
    public void create(String id, String model, String specification) {
        Instant now = Instant.now();
        getEntityManager().createNativeQuery("""
                INSERT INTO subscription (id, model, specification, state, created_at, changed_at)
                VALUES (:id, :model, :specification, 'ACTIVE', :now, :now) ON CONFLICT (id) DO NOTHING
                """).setParameter("id", id).setParameter("model", model).setParameter("specification", specification)
                .setParameter("now", now).executeUpdate();
    }

    /**
     * What is deleted stays so.
     *
     * @return whether there is such a subscription, and it is not deleted or is to be
     */
    @Transactional
    public boolean change(String id, State state) {
        SubscriptionEntity subscription = findById(id);
        if (subscription == null || subscription.state == State.DELETED) {
            return subscription != null && state == State.DELETED;
        }
        if (subscription.state != state) {
            subscription.state = state;
            subscription.changedAt = Instant.now();
        }
        return true;
    }

    @Transactional
    public Optional<SubscriptionEntity> of(String id) {
        return findByIdOptional(id);
    }

    /** Those that are not deleted, newest first. */
    @Transactional
    public List<SubscriptionEntity> all() {
        return list("state <> ?1 order by createdAt desc, id", State.DELETED);
    }

    @Transactional
    public List<SubscriptionEntity> activeOn(String model) {
        return list("model = ?1 and state = ?2 order by id", model, State.ACTIVE);
    }
}
