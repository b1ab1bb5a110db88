package exchange

// courier delivers the callbacks of one call or conference in the background,
// one after another. Its zero value has nothing to deliver; Exchange.mu guards
// it.
type courier struct {
	waiting []hook
	running bool
}

// send puts h in the queue of c. The lock is held.
func (x *Exchange) send(c *courier, h hook) {
	c.waiting = append(c.waiting, h)
	if !c.running {
		c.running = true
		x.running.spawn(func() { x.deliverAll(c) })
	}
}

func (x *Exchange) deliverAll(c *courier) {
	for {
		x.mu.Lock()
		if len(c.waiting) == 0 || x.ctx.Err() != nil {
			c.running = false
			x.mu.Unlock()
			return
		}
		h := c.waiting[0]
		c.waiting = c.waiting[1:]
		x.mu.Unlock()
		x.hand(h)
	}
}

// hand delivers one callback. A callback that the faults delay waits aside: the
// delay is not part of its time limit, and later callbacks may overtake it.
func (x *Exchange) hand(h hook) {
	fate := x.cfg.Faults.webhook(h.kind, 1)
	delay := fate.Delay
	fate.Delay = 0
	h.fate = &fate
	if delay <= 0 {
		x.callBack(h)
		return
	}
	x.running.spawn(func() {
		if sleep(x.ctx, delay) == nil {
			x.callBack(h)
		}
	})
}

// callBack delivers a callback whose answer does not matter. It is best effort.
func (x *Exchange) callBack(h hook) {
	if _, f := x.deliver(x.ctx, h); f != nil && x.ctx.Err() == nil {
		x.warn(h.callSID, f.code, h.url, "%s callback: %s", h.kind, f.reason)
	}
}
