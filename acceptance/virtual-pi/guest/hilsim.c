// SPDX-License-Identifier: GPL-2.0
/*
 * hilsim (hardware in the loop, simulated): a virtual full-I2C bus (I2C_RDWR and plain read/write, not SMBus only)
 * with register-map slaves, and a virtual 1-wire master with DS18B20 slaves,
 * driven from /sys/devices/platform/hilsim/.  Test use only.
 *
 *  i2c_add  "0x48 w"          add a slave; b = byte registers, auto-increment
 *                             (BME280-like), w = 16-bit big-endian words (TMP102-like)
 *  i2c_del  "0x48"            unplug it: further transfers get -ENXIO (NACK)
 *  i2c_poke "0x48 0x00 1900"  set bytes from register 0x00 on
 *  i2c_peek "0x48 0x00 2" then read back
 *  i2c_fail "0x48 -5 3"       the next 3 transfers to 0x48 fail with -5 (-1 = for ever)
 *  w1_temp  "0 21625"         sensor 0 at 21.625 degC
 *  w1_fault "0 1"             0 none, 1 wrong CRC, 2 absent (no presence), 3 power-on 85 degC
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/i2c.h>
#include <linux/w1.h>
#include <linux/slab.h>
#include <linux/mutex.h>

#define NSLAVE 8
#define NW1 4

static int w1_count = 2;
module_param(w1_count, int, 0444);
static int i2c_nr = -1;
module_param(i2c_nr, int, 0444);
MODULE_PARM_DESC(i2c_nr, "bus number of /dev/i2c-N (-1: next free)");

struct slave { u16 addr; bool used, word; u16 ptr; u8 reg[512]; int err, errs; };
static struct slave slaves[NSLAVE];
static DEFINE_MUTEX(lk);
static struct platform_device *pdev;
static u16 peek_addr, peek_reg, peek_len;

static struct slave *find(u16 a)
{
	int i;
	for (i = 0; i < NSLAVE; i++)
		if (slaves[i].used && slaves[i].addr == a)
			return &slaves[i];
	return NULL;
}

static int xfer(struct i2c_adapter *ad, struct i2c_msg *m, int n)
{
	int i, j, ret = n;

	mutex_lock(&lk);
	for (i = 0; i < n; i++) {
		struct slave *s = find(m[i].addr);

		if (!s) { ret = -ENXIO; break; }
		if (s->errs) {
			if (s->errs > 0)
				s->errs--;
			ret = s->err;
			break;
		}
		if (m[i].flags & I2C_M_RD) {
			if (m[i].flags & I2C_M_RECV_LEN) { ret = -EOPNOTSUPP; break; }
			for (j = 0; j < m[i].len; j++)
				m[i].buf[j] = s->word ? s->reg[(s->ptr * 2 + j) & 511]
						      : s->reg[(s->ptr++) & 255];
		} else {
			if (m[i].len > 0)
				s->ptr = m[i].buf[0];
			for (j = 1; j < m[i].len; j++)
				s->reg[s->word ? ((s->ptr * 2 + j - 1) & 511)
					       : ((s->ptr + j - 1) & 255)] = m[i].buf[j];
		}
	}
	mutex_unlock(&lk);
	return ret;
}

static u32 func(struct i2c_adapter *ad) { return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL; }
static const struct i2c_algorithm algo = { .master_xfer = xfer, .functionality = func };
static struct i2c_adapter adap = { .owner = THIS_MODULE, .algo = &algo, .name = "hilsim-i2c" };

/* ---- 1-wire: DS18B20 at byte level ---- */
static int temps[NW1] = { 21000, 22000, 23000, 24000 }, faults[NW1];
static struct { int st; u8 id[8]; int idn, sel; u8 sp[9]; int spi; } w;
static u8 therm_cfg[NW1][3];

static u64 romid(int i)
{
	u8 b[8] = { 0x28, 0x01 + i, 0x4c, 0x49, 0x48, 0x00, 0x00, 0 };
	u64 r;
	b[7] = w1_calc_crc8(b, 7);
	memcpy(&r, b, 8);
	return le64_to_cpu((__force __le64)r);
}

static void load_sp(int i)
{
	s16 raw = faults[i] == 3 ? 85 * 16 : temps[i] * 16 / 1000;
	w.sp[0] = raw; w.sp[1] = raw >> 8;
	w.sp[2] = therm_cfg[i][0]; w.sp[3] = therm_cfg[i][1]; w.sp[4] = therm_cfg[i][2];
	/* 0x0c at power-up only; a conversion leaves the rest of the count there */
	w.sp[5] = 0xff; w.sp[6] = faults[i] == 3 ? 0x0c : 0x10 - (raw & 0xf); w.sp[7] = 0x10;
	w.sp[8] = w1_calc_crc8(w.sp, 8);
	if (faults[i] == 1)
		w.sp[8] ^= 0xff;
	w.spi = 0;
}

static u8 w1_reset(void *d)
{
	int i;
	w.st = 0;
	for (i = 0; i < w1_count; i++)
		if (faults[i] != 2)
			return 0;
	return 1;
}

static void w1_wr(void *d, u8 b)
{
	int i;
	switch (w.st) {
	case 0:					/* ROM command */
		if (b == 0xcc) {
			w.sel = -1;
			for (i = 0; i < w1_count; i++)
				if (faults[i] != 2)
					w.sel = i;
			w.st = 2;
		} else if (b == 0x55) { w.idn = 0; w.st = 1; }
		break;
	case 1:					/* match ROM */
		w.id[w.idn++] = b;
		if (w.idn == 8) {
			u64 r;
			memcpy(&r, w.id, 8);
			w.sel = -1;
			for (i = 0; i < w1_count; i++)
				if (faults[i] != 2 && romid(i) == le64_to_cpu((__force __le64)r))
					w.sel = i;
			w.st = 2;
		}
		break;
	case 2:					/* function command */
		if (b == 0xbe && w.sel >= 0) { load_sp(w.sel); w.st = 3; }
		else if (b == 0x4e) { w.idn = 0; w.st = 4; }
		else if (b == 0xb4) w.st = 5;
		else w.st = 5;
		break;
	case 4:
		if (w.sel >= 0 && w.idn < 3)
			therm_cfg[w.sel][w.idn++] = b;
		break;
	}
}

static u8 w1_rd(void *d) { return w.st == 3 && w.spi < 9 ? w.sp[w.spi++] : 0xff; }
static u8 w1_touch(void *d, u8 b) { return b; }
static void w1_srch(void *d, struct w1_master *m, u8 type, w1_slave_found_callback cb)
{
	int i;
	for (i = 0; i < w1_count; i++)
		if (faults[i] != 2)
			cb(m, romid(i));
}
static struct w1_bus_master bm = { .read_byte = w1_rd, .write_byte = w1_wr, .touch_bit = w1_touch,
	.reset_bus = w1_reset, .search = w1_srch, .dev_id = "hilsim" };

/* ---- sysfs ---- */
#define STORE(name) static ssize_t name##_store(struct device *dv, struct device_attribute *at, const char *b, size_t c)
STORE(i2c_add)
{
	u16 a; char k; int i, r = -ENOSPC;
	if (sscanf(b, "%hi %c", &a, &k) != 2)
		return -EINVAL;
	mutex_lock(&lk);
	if (find(a))
		r = -EEXIST;
	else
		for (i = 0; i < NSLAVE; i++)
			if (!slaves[i].used) {
				memset(&slaves[i], 0, sizeof(slaves[i]));
				slaves[i].addr = a; slaves[i].used = true; slaves[i].word = k == 'w';
				r = 0;
				break;
			}
	mutex_unlock(&lk);
	return r ? r : c;
}
STORE(i2c_del)
{
	u16 a; struct slave *s;
	if (sscanf(b, "%hi", &a) != 1)
		return -EINVAL;
	mutex_lock(&lk);
	s = find(a);
	if (s)
		s->used = false;
	mutex_unlock(&lk);
	return s ? c : -ENODEV;
}
STORE(i2c_poke)
{
	u16 a, r; char hex[129]; u8 bin[64]; int n; struct slave *s;
	if (sscanf(b, "%hi %hi %128s", &a, &r, hex) != 3)
		return -EINVAL;
	n = strlen(hex) / 2;
	if (hex2bin(bin, hex, n))
		return -EINVAL;
	mutex_lock(&lk);
	s = find(a);
	if (s)
		memcpy(s->reg + (s->word ? (r & 127) * 2 : (r & 255)), bin, n);
	mutex_unlock(&lk);
	return s ? c : -ENODEV;
}
STORE(i2c_fail)
{
	u16 a; int e, n; struct slave *s;
	if (sscanf(b, "%hi %d %d", &a, &e, &n) != 3)
		return -EINVAL;
	mutex_lock(&lk);
	s = find(a);
	if (s) { s->err = e; s->errs = n; }
	mutex_unlock(&lk);
	return s ? c : -ENODEV;
}
STORE(i2c_peek)
{
	return sscanf(b, "%hi %hi %hi", &peek_addr, &peek_reg, &peek_len) == 3 ? c : -EINVAL;
}
static ssize_t i2c_peek_show(struct device *dv, struct device_attribute *at, char *b)
{
	struct slave *s; int n = -ENODEV;
	mutex_lock(&lk);
	s = find(peek_addr);
	if (s)
		n = sprintf(b, "%*phN\n", min_t(int, peek_len, 64),
			    s->reg + (s->word ? (peek_reg & 127) * 2 : (peek_reg & 255)));
	mutex_unlock(&lk);
	return n;
}
STORE(w1_temp)
{
	int i, t;
	if (sscanf(b, "%d %d", &i, &t) != 2 || i < 0 || i >= NW1)
		return -EINVAL;
	temps[i] = t;
	return c;
}
STORE(w1_fault)
{
	int i, t;
	if (sscanf(b, "%d %d", &i, &t) != 2 || i < 0 || i >= NW1)
		return -EINVAL;
	faults[i] = t;
	return c;
}
static ssize_t bus_show(struct device *dv, struct device_attribute *at, char *b)
{
	return sprintf(b, "%d\n", adap.nr);
}
static DEVICE_ATTR_WO(i2c_add); static DEVICE_ATTR_WO(i2c_del); static DEVICE_ATTR_WO(i2c_poke);
static DEVICE_ATTR_WO(i2c_fail); static DEVICE_ATTR_RW(i2c_peek);
static DEVICE_ATTR_WO(w1_temp); static DEVICE_ATTR_WO(w1_fault); static DEVICE_ATTR_RO(bus);
static struct attribute *attrs[] = { &dev_attr_i2c_add.attr, &dev_attr_i2c_del.attr, &dev_attr_i2c_poke.attr,
	&dev_attr_i2c_fail.attr, &dev_attr_i2c_peek.attr, &dev_attr_w1_temp.attr, &dev_attr_w1_fault.attr,
	&dev_attr_bus.attr, NULL };
static const struct attribute_group grp = { .attrs = attrs };

static int __init hilsim_init(void)
{
	int r, i;
	if (w1_count > NW1)
		return -EINVAL;
	for (i = 0; i < NW1; i++) {
		therm_cfg[i][0] = 75; therm_cfg[i][1] = 70; therm_cfg[i][2] = 0x7f;
	}
	pdev = platform_device_register_simple("hilsim", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	adap.dev.parent = &pdev->dev;
	adap.nr = i2c_nr;
	r = i2c_nr >= 0 ? i2c_add_numbered_adapter(&adap) : i2c_add_adapter(&adap);
	if (r)
		goto e1;
	if (w1_count > 0) {
		r = w1_add_master_device(&bm);
		if (r)
			goto e2;
	}
	r = sysfs_create_group(&pdev->dev.kobj, &grp);
	if (!r)
		return 0;
	if (w1_count > 0)
		w1_remove_master_device(&bm);
e2:	i2c_del_adapter(&adap);
e1:	platform_device_unregister(pdev);
	return r;
}
static void __exit hilsim_exit(void)
{
	sysfs_remove_group(&pdev->dev.kobj, &grp);
	if (w1_count > 0)
		w1_remove_master_device(&bm);
	i2c_del_adapter(&adap);
	platform_device_unregister(pdev);
}
module_init(hilsim_init);
module_exit(hilsim_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("virtual I2C bus and DS18B20 1-wire bus for tests");
